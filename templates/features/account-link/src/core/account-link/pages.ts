import { log } from '../log.js';
import type { OAuthClient } from '../oauth/client.js';
import type { Credentials } from '../oauth/credentials.js';
import { OAuthError } from '../oauth/errors.js';
import { notGranted } from '../oauth/granted.js';
import { failurePage } from '../sign-in/failure-page.js';
import type { Page } from '../sign-in/pages.js';
import { pageResponse } from '../sign-in/pages.js';
import type { PageHandler } from '../site.js';
import { browserSteps, same } from './browser-steps.js';
import { linkSite, linkUrl } from './link.js';
import { ticketFor, ticketOffice } from './tickets.js';
import { useOnce } from './used.js';

export interface AccountLink {
  provider: string;
  displayName: string;
  /** Our client at the service. */
  client: OAuthClient;
  save(userId: string, credentials: Credentials): Promise<void>;
  signOut(userId: string): Promise<void>;
}

/**
 * Pages at which users of the HTTP server connect their accounts. A link names its user, and the browser that opens it
 * has to prove by a login at the issuer of our callers that it is that user's: a link that was made for somebody else,
 * or sent to somebody else, connects nothing. Nothing is kept in memory: any instance can answer any step.
 */
export function accountLinkPages(link: AccountLink): PageHandler[] {
  const site = linkSite();
  if (!site) return [];
  const { provider, displayName, client, save, signOut } = link;
  const start = linkUrl(provider, site);
  const addresses = {
    login: `${start.href}/login`,
    service: `${start.href}/callback`,
    leave: `${start.href}/disconnect`,
  };
  const { sendAway, resume, answer } = browserSteps(provider, start);
  let login: ReturnType<typeof openLogin> | undefined;
  const opened = () =>
    (login ??= openLogin(site.issuer).catch((error: unknown) => {
      login = undefined; // an outage at the first visit is not for ever
      throw error;
    }));

  /** Opening spends nothing: previews and reloads do it, too. */
  async function open(query: URLSearchParams): Promise<Response> {
    const office = await ticketOffice(provider);
    const ticket = office.open(query.get('ticket') ?? '', 'link');
    const { url, pending } = await (await opened()).begin(addresses.login);
    return sendAway(url, { ...ticket, step: 'login', pending });
  }

  async function identified(query: URLSearchParams, request: Request): Promise<Response> {
    const { step, pending, ...ticket } = await resume(query, request, ['login', 'leave']);
    const userId = await (await opened()).finish(query, pending);
    if (step === 'leave') return askToLeave(userId, request, pending.state);
    if (!same(userId, ticket.userId)) {
      return answer(request, pending.state, {
        status: 403,
        outcome: 'wrong-user',
        title: 'This link was made for somebody else',
        text: 'Nothing was connected. Sign in with the account of your MCP client, or ask there for a link of your own.',
      });
    }
    const next = await client.begin(addresses.service);
    return sendAway(next.url, { ...ticket, step: 'service', pending: next.pending });
  }

  async function linked(query: URLSearchParams, request: Request): Promise<Response> {
    const { pending, ...ticket } = await resume(query, request, ['service']);
    const credentials = await client.finish(query, pending);
    await useOnce(provider, ticket, `ticket ${ticket.id}`);
    await save(ticket.userId, credentials);
    return answer(request, pending.state, {
      status: 200,
      outcome: 'signed-in',
      title: `${displayName} is connected`,
      text: `You can close this window and go back to your MCP client. ${notGranted(provider, credentials)}`.trim(),
      link: { href: addresses.leave, label: 'Disconnect' },
    });
  }

  /** Who it is shows by the login: nobody needs a link for this. */
  async function leave(): Promise<Response> {
    const { url, pending } = await (await opened()).begin(addresses.login);
    return sendAway(url, { ...ticketFor(NOBODY), step: 'leave', pending });
  }

  /** Another site can send a browser here, which may be logged in already: the person is asked. */
  async function askToLeave(userId: string, request: Request, finished: string) {
    const done = new URL(`${addresses.leave}/done`);
    done.searchParams.set('ticket', (await ticketOffice(provider)).issue(userId, 'leave'));
    return answer(request, finished, {
      status: 200,
      outcome: 'asked',
      title: `Disconnect ${displayName}?`,
      text: 'Your MCP client can then use it no more, until you connect it again.',
      link: { href: done.href, label: 'Disconnect' },
    });
  }

  async function left(query: URLSearchParams, request: Request): Promise<Response> {
    const ticket = (await ticketOffice(provider)).open(query.get('ticket') ?? '', 'leave');
    await useOnce(provider, ticket, `ticket ${ticket.id}`);
    await signOut(ticket.userId);
    const page = {
      status: 200,
      outcome: 'signed-out',
      title: `${displayName} is disconnected`,
      text: 'You can close this window. Your MCP client shows a link where you want to connect again.',
    };
    return pageResponse(page, request.headers.get('accept'));
  }

  const routes = new Map([
    [start.pathname, open],
    [`${start.pathname}/login`, identified],
    [`${start.pathname}/callback`, linked],
    [`${start.pathname}/disconnect`, leave],
    [`${start.pathname}/disconnect/done`, left],
  ]);
  const handler: PageHandler = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const route = request.method === 'GET' ? routes.get(pathname) : undefined;
    if (!route) return undefined;
    try {
      return await route(searchParams, request);
    } catch (error) {
      if (!(error instanceof OAuthError && error.failure === 'declined')) {
        log('error', `${provider} link`, error);
      }
      return pageResponse(pageFor(error), request.headers.get('accept'));
    }
  };

  const pageFor = (error: unknown): Page =>
    error instanceof OAuthError
      ? failurePage(displayName, error, addresses.service)
      : {
          status: 500,
          outcome: 'failed',
          title: 'Something went wrong',
          text: 'Nothing was connected. The log of the server says why.',
        };

  return [handler];
}

/** Whose login it is shows when it has been made. */
const NOBODY = '';

async function openLogin(issuer: string) {
  const { loginAt } = await import('./login.js');
  return loginAt(issuer);
}
