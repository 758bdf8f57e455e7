import type { Vault } from '../../credentials/vault.js';
import type { UserId } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import type { Route } from '../../project/route.js';
import { cookieJar } from '../../sign-in/cookies.js';
import { type BrowserPage, pageHeaders, pageResponse } from '../../sign-in/pages.js';
import { isSameSecret } from '../../sign-in/secrets.js';
import { type Credentials, notGranted } from '../credentials.js';
import { OAuthError } from '../errors.js';
import { failurePage } from '../failure-page.js';
import type { UserClient } from '../step-up.js';
import { linkPath, type LinkSite, linkSite, linkUrl } from './link.js';
import { LINK_SECONDS, linkEnd, type LinkStep, linkTickets, redeemOnce } from './tickets.js';

interface AccountLink {
  vault: Vault;
  displayName: string;
  /** Creates this project's client at the service, for the sign-in of one user. */
  clientFor: (userId: UserId) => UserClient;
  save: (userId: UserId, credentials: Credentials) => Promise<void>;
  signOut: (userId: UserId) => Promise<void>;
}

/** State of the pages of one provider. */
interface LinkPages extends AccountLink {
  addresses: { login: string; service: string; leave: string };
  steps: ReturnType<typeof browserSteps>;
  logins: ReturnType<typeof limitLogins>;
}

type LinkPageHandler = (
  pages: LinkPages,
  query: URLSearchParams,
  request: Request,
) => Promise<Response>;

const PAGE_HANDLERS: Readonly<Record<string, LinkPageHandler>> = {
  '': openLink,
  '/login': finishLogin,
  '/callback': finishLink,
  '/disconnect': beginDisconnect,
  '/disconnect/done': finishDisconnect,
};

/**
 * Returns the pages where users of the HTTP server connect their accounts. A link names its user, and
 * the browser that opens it must prove by a login at the callers' issuer that it is that user's: a
 * link created for another user, or sent to another user, connects nothing. Nothing is kept in
 * memory, so any instance can serve any step; nothing is written before the user is known.
 */
export function accountLinkPages(link: AccountLink): Route[] {
  const { provider } = link.vault;
  const site = linkSite(provider);
  if (!site) return [];
  const start = linkUrl(provider, site);
  const pages: LinkPages = {
    ...link,
    addresses: {
      login: `${start.href}/login`,
      service: `${start.href}/callback`,
      leave: `${start.href}/disconnect`,
    },
    steps: browserSteps(link.vault, start),
    logins: limitLogins(site),
  };
  return Object.entries(PAGE_HANDLERS).map(([path, page]) => ({
    path: `${linkPath(provider)}${path}`,
    public: true,
    methods: ['GET'], // a HEAD would use up a link
    handle: (request) => respond(pages, page, request),
  }));
}

const FAILED: BrowserPage = {
  status: 500,
  outcome: 'failed',
  title: 'Something went wrong',
  text: 'Nothing was connected. The log of the server has the reason.',
};

async function respond(
  pages: LinkPages,
  page: LinkPageHandler,
  request: Request,
): Promise<Response> {
  try {
    return await page(pages, new URL(request.url).searchParams, request);
  } catch (error) {
    if (!isExpected(error)) log('error', 'link', error, { provider: pages.vault.provider });
    const failure =
      error instanceof OAuthError
        ? failurePage(pages.displayName, error, pages.addresses.service)
        : FAILED;
    return pageResponse(failure, request.headers.get('accept'));
  }
}

/** Opens a link, which does not use it up: previews and reloads open it, too. */
async function openLink(
  { vault, steps, logins, addresses }: LinkPages,
  query: URLSearchParams,
): Promise<Response> {
  const tickets = await linkTickets(vault);
  const ticket = tickets.open(query.get('ticket') ?? '', 'link');
  const { url, pending } = await logins.begin(addresses.login);
  return steps.sendAway(url, { stage: 'login', pending, ticket });
}

const WRONG_USER: BrowserPage = {
  status: 403,
  outcome: 'wrong-user',
  title: 'This link was made for another user',
  text: 'Nothing was connected. Sign in with the account of your MCP client, or ask there for your own link.',
};

async function finishLogin(
  pages: LinkPages,
  query: URLSearchParams,
  request: Request,
): Promise<Response> {
  const { vault, steps, logins, addresses } = pages;
  const step = await steps.resume(query, request, ['login', 'leave']);
  const { stage, pending, ticket, until } = step;
  const userId = await logins.finish(query, pending); // the issuer accepts the code once
  await redeemOnce(vault, { userId, name: `state ${pending.state}`, until });
  if (stage === 'leave' || !ticket) return confirmDisconnect(pages, userId, request, pending.state);
  if (!isSameSecret(userId, ticket.userId)) return steps.show(request, pending.state, WRONG_USER);
  const next = await pages.clientFor(userId).begin(addresses.service);
  return steps.sendAway(next.url, { stage: 'service', pending: next.pending, ticket });
}

async function finishLink(
  pages: LinkPages,
  query: URLSearchParams,
  request: Request,
): Promise<Response> {
  const { vault, steps, displayName, addresses } = pages;
  const { pending, ticket, until } = await steps.resume(query, request, ['service']);
  if (!ticket) throw new OAuthError('invalid', 'This step has no user.');
  const { userId, id } = ticket;
  await redeemOnce(vault, { userId, name: `state ${pending.state}`, until });
  const credentials = await pages.clientFor(userId).finish(query, pending);
  await redeemOnce(vault, { userId, name: `ticket ${id}`, until: ticket.until });
  await pages.save(userId, credentials);
  const missing = notGranted(vault.provider, credentials);
  return steps.show(request, pending.state, {
    status: 200,
    outcome: 'signed-in',
    title: `${displayName} is connected`,
    text: `You can close this window and return to your MCP client. ${missing}`.trim(),
    link: { href: addresses.leave, label: 'Disconnect' },
  });
}

/** Begins to disconnect an account. It needs no ticket, because the login identifies the user. */
async function beginDisconnect({ logins, steps, addresses }: LinkPages): Promise<Response> {
  const { url, pending } = await logins.begin(addresses.login);
  return steps.sendAway(url, { stage: 'leave', pending });
}

/** Asks before it disconnects: another site can send a browser here that is already logged in. */
async function confirmDisconnect(
  { vault, steps, displayName, addresses }: LinkPages,
  userId: UserId,
  request: Request,
  finishedState: string,
): Promise<Response> {
  const done = new URL(`${addresses.leave}/done`);
  done.searchParams.set('ticket', (await linkTickets(vault)).issue(userId, 'leave'));
  return steps.show(request, finishedState, {
    status: 200,
    outcome: 'asked',
    title: `Disconnect ${displayName}?`,
    text: 'Your MCP client cannot use it until you connect it again.',
    link: { href: done.href, label: 'Disconnect' },
  });
}

async function finishDisconnect(
  { vault, displayName, signOut }: LinkPages,
  query: URLSearchParams,
  request: Request,
): Promise<Response> {
  const ticket = (await linkTickets(vault)).open(query.get('ticket') ?? '', 'leave');
  const { userId, id, until } = ticket;
  await redeemOnce(vault, { userId, name: `ticket ${id}`, until });
  await signOut(userId);
  const page = {
    status: 200,
    outcome: 'signed-out',
    title: `${displayName} is disconnected`,
    text: 'You can close this window. Your MCP client shows a link when you want to connect again.',
  };
  return pageResponse(page, request.headers.get('accept'));
}

/**
 * Returns whether an error is caused by the browser or by a decision of the user, and is not a
 * fault of this server.
 */
const isExpected = (error: unknown) =>
  error instanceof OAuthError && (error.failure === 'declined' || error.failure === 'invalid');

/** Returns the steps of a browser. The state that this server needs when the browser returns is encrypted in a cookie. */
function browserSteps(vault: Vault, start: URL) {
  const cookies = cookieJar('link', LINK_SECONDS, start.protocol === 'https:');

  /**
   * Returns the step with which this browser was sent away. It writes nothing, because the user may
   * not be known yet.
   */
  async function resume(query: URLSearchParams, request: Request, stages: LinkStep['stage'][]) {
    const state = query.get('state') ?? '';
    const tickets = await linkTickets(vault);
    const ciphertext = cookies.read(request, state);
    if (ciphertext === undefined)
      throw new OAuthError('invalid', 'This browser did not start here.');
    const step = tickets.decryptStep(ciphertext);
    if (!stages.includes(step.stage) || !isSameSecret(step.pending.state, state)) {
      throw new OAuthError('invalid', 'This step does not belong to this sign-in.');
    }
    return step;
  }

  async function sendAway(url: URL, step: Omit<LinkStep, 'until'>): Promise<Response> {
    const ciphertext = (await linkTickets(vault)).encryptStep({ ...step, until: linkEnd() });
    // One cookie per response: the SDK's bridge to Node.js keeps only the last.
    const cookie = cookies.write(step.pending.state, ciphertext);
    const headers = { ...pageHeaders(), location: url.href, 'set-cookie': cookie };
    return new Response(null, { status: 302, headers });
  }

  /** Shows a page at the end of a step, and removes the step's cookie. */
  function show(request: Request, finishedState: string, page: BrowserPage): Response {
    const response = pageResponse(page, request.headers.get('accept'));
    response.headers.append('set-cookie', cookies.clear(finishedState));
    return response;
  }

  return { sendAway, resume, show };
}

/** Limit of concurrent requests to the issuer: anyone can start a login. */
const MAX_LOGINS = 50;

/** Logs users in at the callers' issuer, with a limit. Loads openid-client at the first visit. */
function limitLogins(site: LinkSite) {
  let login: ReturnType<typeof openLogin> | undefined;
  let activeLogins = 0;

  function openOnce() {
    login ??= openLogin(site).catch((error: unknown) => {
      login = undefined; // an outage at the first visit is temporary
      throw error;
    });
    return login;
  }

  async function runLimited<T>(task: () => Promise<T>): Promise<T> {
    if (activeLogins >= MAX_LOGINS) throw new OAuthError('unavailable', 'Too many logins at once.');
    activeLogins++;
    try {
      return await task();
    } finally {
      activeLogins--;
    }
  }

  return {
    begin: (redirectUri: string) => runLimited(async () => (await openOnce()).begin(redirectUri)),
    /** Finishes the sign-in; resolves to the user id as the verifier names it. */
    finish: (response: URLSearchParams, pending: LinkStep['pending']) =>
      runLimited(async () => (await openOnce()).finish(response, pending)),
  };
}

async function openLogin(site: LinkSite) {
  const { loginAt } = await import('./login.js');
  return loginAt(site);
}
