import type { Vault } from '../../credentials/vault.js';
import type { Credentials } from '../credentials.js';
import { notGranted } from '../credentials.js';
import { OAuthError } from '../errors.js';
import type { UserClient } from '../step-up.js';
import { log } from '../../project/log.js';
import { failurePage } from '../failure-page.js';
import type { Page } from '../../sign-in/pages.js';
import { pageHeaders, pageResponse } from '../../sign-in/pages.js';
import { isSameSecret } from '../../sign-in/secrets.js';
import type { Route } from '../../project/route.js';
import type { UserId } from '../../identity/principal.js';
import { cookieJar } from '../../sign-in/cookies.js';
import { type LinkSite, linkPath, linkSite, linkUrl } from './link.js';
import type { LinkStep } from './tickets.js';
import { LINK_SECONDS, linkEnd, linkTickets, useOnce } from './tickets.js';

interface AccountLink {
  vault: Vault;
  displayName: string;
  /** This project's client at the service, for the sign-in of one user. */
  clientFor(userId: UserId): UserClient;
  save(userId: UserId, credentials: Credentials): Promise<void>;
  signOut(userId: UserId): Promise<void>;
}

/**
 * Pages where users of the HTTP server connect their accounts. A link names its user, and the browser that opens it must
 * prove by a login at the callers' issuer that it is that user's: a link made for another user, or sent to another user,
 * connects nothing. Nothing is kept in memory, so any instance can serve any step; nothing is written before the user is
 * known.
 */
export function accountLinkPages(link: AccountLink): Route[] {
  const site = linkSite(link.vault.provider);
  if (!site) return [];
  const { vault, displayName, clientFor, save, signOut } = link;
  const { provider } = vault;
  const start = linkUrl(provider, site);
  const addresses = {
    login: `${start.href}/login`,
    service: `${start.href}/callback`,
    leave: `${start.href}/disconnect`,
  };
  const { sendAway, resume, show } = browserSteps(vault, start);
  const logins = limitLogins(site);

  /** Opening a link does not use it up: previews and reloads do it, too. */
  async function open(query: URLSearchParams): Promise<Response> {
    const tickets = await linkTickets(vault);
    const ticket = tickets.open(query.get('ticket') ?? '', 'link');
    const { url, pending } = await logins.begin(addresses.login);
    return sendAway(url, { stage: 'login', pending, ticket });
  }

  async function loggedIn(query: URLSearchParams, request: Request): Promise<Response> {
    const { stage, pending, ticket, until } = await resume(query, request, ['login', 'leave']);
    const userId = await logins.finish(query, pending); // the issuer accepts the code once
    await useOnce(vault, { userId, name: `state ${pending.state}`, until });
    if (stage === 'leave' || !ticket) return askToLeave(userId, request, pending.state);
    if (!isSameSecret(userId, ticket.userId)) return show(request, pending.state, WRONG_USER);
    const next = await clientFor(userId).begin(addresses.service);
    return sendAway(next.url, { stage: 'service', pending: next.pending, ticket });
  }

  async function linked(query: URLSearchParams, request: Request): Promise<Response> {
    const { pending, ticket, until } = await resume(query, request, ['service']);
    if (!ticket) throw new OAuthError('invalid', 'This step has no user.');
    const { userId, id } = ticket;
    await useOnce(vault, { userId, name: `state ${pending.state}`, until });
    const credentials = await clientFor(userId).finish(query, pending);
    await useOnce(vault, { userId, name: `ticket ${id}`, until: ticket.until });
    await save(userId, credentials);
    return show(request, pending.state, {
      status: 200,
      outcome: 'signed-in',
      title: `${displayName} is connected`,
      text: `You can close this window and return to your MCP client. ${notGranted(provider, credentials)}`.trim(),
      link: { href: addresses.leave, label: 'Disconnect' },
    });
  }

  /** The login shows who the user is: this needs no ticket. */
  async function leave(): Promise<Response> {
    const { url, pending } = await logins.begin(addresses.login);
    return sendAway(url, { stage: 'leave', pending });
  }

  /** Another site can send a browser here, which may be logged in already: the user is asked. */
  async function askToLeave(userId: UserId, request: Request, finished: string) {
    const done = new URL(`${addresses.leave}/done`);
    done.searchParams.set('ticket', (await linkTickets(vault)).issue(userId, 'leave'));
    return show(request, finished, {
      status: 200,
      outcome: 'asked',
      title: `Disconnect ${displayName}?`,
      text: 'Your MCP client cannot use it until you connect it again.',
      link: { href: done.href, label: 'Disconnect' },
    });
  }

  async function left(query: URLSearchParams, request: Request): Promise<Response> {
    const ticket = (await linkTickets(vault)).open(query.get('ticket') ?? '', 'leave');
    const { userId, id, until } = ticket;
    await useOnce(vault, { userId, name: `ticket ${id}`, until });
    await signOut(userId);
    const page = {
      status: 200,
      outcome: 'signed-out',
      title: `${displayName} is disconnected`,
      text: 'You can close this window. Your MCP client shows a link when you want to connect again.',
    };
    return pageResponse(page, request.headers.get('accept'));
  }

  const routes = {
    '': open,
    '/login': loggedIn,
    '/callback': linked,
    '/disconnect': leave,
    '/disconnect/done': left,
  };
  type Step = (query: URLSearchParams, request: Request) => Promise<Response>;
  const handler = (step: Step) => async (request: Request) => {
    try {
      return await step(new URL(request.url).searchParams, request);
    } catch (error) {
      if (!isExpected(error)) log('error', 'link', error, { provider });
      return pageResponse(pageFor(error), request.headers.get('accept'));
    }
  };

  const pageFor = (error: unknown): Page =>
    error instanceof OAuthError ? failurePage(displayName, error, addresses.service) : FAILED;

  return Object.entries(routes).map(([path, step]) => ({
    path: `${linkPath(provider)}${path}`,
    public: true,
    methods: ['GET'], // a HEAD would use up a link
    handle: handler(step),
  }));
}

/** What browsers bring, or users decide, is no fault of this server. */
const isExpected = (error: unknown) =>
  error instanceof OAuthError && (error.failure === 'declined' || error.failure === 'invalid');

const WRONG_USER: Page = {
  status: 403,
  outcome: 'wrong-user',
  title: 'This link was made for another user',
  text: 'Nothing was connected. Sign in with the account of your MCP client, or ask there for your own link.',
};

const FAILED: Page = {
  status: 500,
  outcome: 'failed',
  title: 'Something went wrong',
  text: 'Nothing was connected. The log of the server has the reason.',
};

/** A browser between its steps: it keeps what this server must know when it comes back, encrypted, in a cookie. */
function browserSteps(vault: Vault, start: URL) {
  const cookies = cookieJar('link', LINK_SECONDS, start.protocol === 'https:');

  /** The step with which this browser was sent away. It writes nothing: whose step it is may not be known yet. */
  async function resume(query: URLSearchParams, request: Request, stages: LinkStep['stage'][]) {
    const state = query.get('state') ?? '';
    const tickets = await linkTickets(vault);
    const encrypted = cookies.read(request, state);
    if (encrypted === undefined)
      throw new OAuthError('invalid', 'This browser did not start here.');
    const step = tickets.decryptStep(encrypted);
    if (!stages.includes(step.stage) || !isSameSecret(step.pending.state, state)) {
      throw new OAuthError('invalid', 'This step does not belong to this sign-in.');
    }
    return step;
  }

  async function sendAway(url: URL, step: Omit<LinkStep, 'until'>): Promise<Response> {
    const encrypted = (await linkTickets(vault)).encryptStep({ ...step, until: linkEnd() });
    // One cookie per response: the SDK's bridge to Node keeps only the last.
    const cookie = cookies.write(step.pending.state, encrypted);
    const headers = { ...pageHeaders(), location: url.href, 'set-cookie': cookie };
    return new Response(null, { status: 302, headers });
  }

  /** A page at the end of a step, whose cookie is removed. */
  function show(request: Request, finished: string, page: Page): Response {
    const response = pageResponse(page, request.headers.get('accept'));
    response.headers.append('set-cookie', cookies.clear(finished));
    return response;
  }

  return { sendAway, resume, show };
}

/** Requests to the issuer under way at once: anyone can start a login. */
const MAX_LOGINS = 50;

/** Logins at the callers' issuer. openid-client is loaded at the first visit. */
function limitLogins(site: LinkSite) {
  let opened: ReturnType<typeof openLogin> | undefined;
  let underWay = 0;

  function open() {
    opened ??= openLogin(site).catch((error: unknown) => {
      opened = undefined; // an outage at the first visit is temporary
      throw error;
    });
    return opened;
  }

  async function limited<T>(task: () => Promise<T>): Promise<T> {
    if (underWay >= MAX_LOGINS) throw new OAuthError('unavailable', 'Too many logins at once.');
    underWay++;
    try {
      return await task();
    } finally {
      underWay--;
    }
  }

  return {
    begin: (redirectUri: string) => limited(async () => (await open()).begin(redirectUri)),
    /** The user id, as the token verifier names it. */
    finish: (response: URLSearchParams, pending: LinkStep['pending']) =>
      limited(async () => (await open()).finish(response, pending)),
  };
}

async function openLogin(site: LinkSite) {
  const { loginAt } = await import('./login.js');
  return loginAt(site);
}
