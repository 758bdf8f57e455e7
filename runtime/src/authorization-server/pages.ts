import { type BrowserPage, escapeHtml, pageResponse } from '../sign-in/pages.js';
import type { FaultCode, OAuthFaultError } from './fault.js';
import { isServiceLogin, type ProviderLogin } from './provider-login.js';
import { redirectDestination } from './redirect-uri.js';
import {
  type AuthorizationRequest,
  type AuthorizationResult,
  clientLabel,
  ReturnableFault,
  returnUrl,
} from './request.js';

/** A failed attempt, as the page shows it. */
export interface FailedAttempt {
  status: 400 | 429 | 503;
  text: string;
}

/**
 * Returns the consent page. It shows the client by its verified host and its unverified name, and
 * where the browser goes.
 * @param count such as `1 of 2. `
 */
export function consentPage(
  { client, redirectUri, scopes }: AuthorizationRequest,
  login: ProviderLogin,
  count: string,
  problem?: FailedAttempt,
): BrowserPage {
  const { host, name } = client;
  const row = (term: string, text: string) =>
    `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`;
  const list = [
    row('App', host ?? `${clientLabel(client)}, a name that is not verified`),
    host !== undefined && name !== '' ? row('Calls itself', `“${name}”`) : '',
    row('Goes back to', redirectDestination(redirectUri)),
    scopes.length > 0 ? row('Allows', scopes.join(', ')) : '',
  ];
  const warning = `It will use ${login.displayName} with your account. Connect only what you have just started yourself.`;
  return {
    status: problem?.status ?? 200,
    outcome: problem ? 'rejected' : 'asked',
    title: `Connect ${host ?? 'an app'} to ${login.displayName}?`,
    text: `${count}${problem?.text ?? warning}`,
    html: `<dl>${list.join('')}</dl>`,
  };
}

/** Returns the login page for a user who wants to see the sign-ins of an account. */
export const signInsPage = (
  login: ProviderLogin,
  count: string,
  problem?: FailedAttempt,
): BrowserPage => ({
  status: problem?.status ?? 200,
  outcome: problem ? 'rejected' : 'asked',
  title: `See your sign-ins with ${login.displayName}`,
  text: `${count}${problem?.text ?? 'Show that the account is yours.'}`,
});

/** Returns the buttons of the consent page and the sign-ins page. */
export const buttonsOf = (login: ProviderLogin, isOneOfSeveral: boolean, label: string) => [
  { label: isServiceLogin(login) ? `Continue to ${login.displayName}` : label },
  ...(isOneOfSeveral ? [{ label: 'Skip', name: 'skip' }] : []),
  { label: 'Cancel', name: 'cancel' },
];

/** Returns the page at the end of a sign-in, with a link back to the client. */
export function returnPage(
  { client, ...target }: Pick<AuthorizationRequest, 'client' | 'redirectUri' | 'state'>,
  issuer: string,
  result: AuthorizationResult,
  accept: string | null,
): Response {
  const page =
    'code' in result
      ? { outcome: 'signed-in', title: 'Connected', text: `You go back to ${clientLabel(client)}.` }
      : { outcome: result.error, title: 'Not connected', text: result.error_description };
  return navigationPage(returnUrl(target, issuer, result), page, accept);
}

/**
 * Returns the page for a form that is sent again after the client has its tokens. An OAuth
 * response would end the working sign-in.
 */
export const connectedPage = (client: AuthorizationRequest['client']): BrowserPage => ({
  status: 200,
  outcome: 'signed-in',
  title: 'Already connected',
  text: `This page has connected ${clientLabel(client)}. Go back to the app, which works; to connect it again, begin there.`,
});

/**
 * Returns a page that navigates to a URL. A redirect would fail: browsers refuse one after a form
 * under `form-action 'self'`.
 */
export function navigationPage(
  href: string,
  page: Pick<BrowserPage, 'outcome' | 'title' | 'text'>,
  accept: string | null,
): Response {
  const link = { href, label: 'Continue' };
  const response = pageResponse({ status: 200, link, ...page }, accept);
  response.headers.set('refresh', `0; url=${href}`);
  return response;
}

const STATUS: Partial<Record<FaultCode, number>> = {
  server_error: 500,
  temporarily_unavailable: 503,
};

/**
 * Returns the page for a failed sign-in. It returns to the client only if the user chooses so,
 * because a stranger may have made the request.
 */
export function faultPage(fault: OAuthFaultError, issuer: string): BrowserPage {
  const { code, message } = fault;
  const page = {
    status: STATUS[code] ?? 400,
    outcome: code,
    title: 'This sign-in cannot go on',
    text: message,
  };
  if (!(fault instanceof ReturnableFault)) return page;
  const { back } = fault;
  return {
    ...page,
    link: {
      href: returnUrl(back, issuer, { error: code, error_description: message }),
      label: `Back to ${redirectDestination(back.redirectUri)}`,
    },
  };
}
