import { userPseudonym } from '../call/call.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { formResponse } from '../sign-in/form.js';
import { type BrowserPage, escapeHtml, pageResponse } from '../sign-in/pages.js';
import { sessionEnd } from './browser-sessions.js';
import { SIGN_INS_PATH } from './paths.js';
import type { BrowserRequest, SignInFlow } from './sign-in-flow.js';
import { type Grant, grantsInUse } from './user.js';

const NO_SIGN_INS: BrowserPage = {
  status: 200,
  outcome: 'signed-out',
  title: 'There are no sign-ins',
  text: 'No app uses exactly the accounts that you have shown.',
};

/** Shows the sign-ins of a user. @param subject undefined if no user has exactly these accounts */
export async function showSignIns(
  { users, sessions }: Pick<SignInFlow, 'users' | 'sessions'>,
  subject: string | undefined,
  { request, accept }: BrowserRequest,
): Promise<Response> {
  const user = subject === undefined ? null : await users.read(subject);
  const grants = user ? grantsInUse(user) : [];
  if (!user || grants.length === 0) return pageResponse(NO_SIGN_INS, accept);
  const sealedSession = await sessions.sealList(request, {
    subject: user.subject,
    until: sessionEnd(),
  });
  const buttons = grants.map(([id, { client }]) => ({ label: `End ${client}`, name: `end-${id}` }));
  const endAllButton = grants.length > 1 ? [{ label: 'End all', name: 'end-all' }] : [];
  const form = {
    action: SIGN_INS_PATH,
    hidden: { step: sealedSession.text },
    fields: [],
    buttons: [...buttons, ...endAllButton],
  };
  const response = formResponse(listPage(grants), form, accept);
  response.headers.set('set-cookie', sealedSession.cookie);
  return response;
}

function listPage(grants: readonly [string, Grant][]): BrowserPage {
  const rows = grants.map(([, { client, resource, since }]) => {
    const endpointAndDate = `${new URL(resource).pathname}, last used ${new Date(since).toUTCString()}`;
    return `<dt>${escapeHtml(client)}</dt><dd>${escapeHtml(endpointAndDate)}</dd>`;
  });
  return {
    status: 200,
    outcome: 'asked',
    title: 'Your sign-ins',
    text: 'These apps use your account. An app whose sign-in ends asks you again.',
    html: `<dl>${rows.join('')}</dl>`,
  };
}

/** Ends the sign-ins that the form of the list names. A list that is open in several tabs ends each sign-in once. */
export async function endSignIns(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const { issuer, users, sessions, note } = flow;
  const form = new URLSearchParams(await browser.request.text());
  const { subject } = await sessions.resumeList(browser.request, form.get('step') ?? '');
  const user = await users.read(subject);
  const grants = user ? grantsInUse(user) : [];
  const principal = userPseudonym(verifiedPrincipal(issuer, subject));
  for (const [id, { client }] of grants) {
    if (!form.has('end-all') && !form.has(`end-${id}`)) continue;
    await users.end(subject, id);
    for (const provider of Object.keys(user?.accounts ?? {}))
      note(provider, 'ended', { principal, client });
  }
  return showSignIns(flow, subject, browser);
}
