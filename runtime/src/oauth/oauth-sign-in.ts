import { randomUUID } from 'node:crypto';
import { log } from '../project/log.js';
import { cookieJar } from '../sign-in/cookies.js';
import {
  type AuthServer,
  type AuthServerOptions,
  type Reply,
  runLoopbackServer,
  type Visit,
} from '../sign-in/loopback-server.js';
import { type Page, pageHeaders, pageResponse } from '../sign-in/pages.js';
import { isSameSecret } from '../sign-in/secrets.js';
import { isLoopback } from '../utils/addresses.js';
import type { Credentials } from './credentials.js';
import { OAuthError } from './errors.js';
import { failurePage } from './failure-page.js';
import type { Pending } from './pending.js';
import type { UserClient } from './step-up.js';

export interface OAuthSignIn {
  /** In the log. */
  provider?: string;
  displayName: string;
  /** Default: on the loopback interface. */
  callbackUrl?: string | undefined;
  client: UserClient;
  isSignedIn(): Promise<boolean>;
  save(credentials: Credentials): Promise<void>;
  /** What the user did not allow, as a sentence. */
  notGranted?(credentials: Credentials): string;
}

/** Sign-ins that can be under way at once. */
const MAX_PENDING = 20;
const SIGN_IN_SECONDS = 600;
/** In the query of the redirect address: the sign-in starts there. */
const START = 'start';

/** Sends the browser to the service and stores the tokens for one user. */
export async function runOAuthSignIn(
  options: AuthServerOptions,
  { displayName, client, isSignedIn, save, ...more }: OAuthSignIn,
): Promise<AuthServer> {
  const { provider, callbackUrl = 'http://127.0.0.1/auth/callback' } = more;
  const callback = new URL(callbackUrl);
  const cookies = cookieJar('sign-in', SIGN_IN_SECONDS, callback.protocol === 'https:');
  const pending = new Map<string, Pending & { browser: string }>();
  /** Lets the start page, and no other, start a sign-in at the redirect address. */
  const startKey = randomUUID();

  /** Cookies are those of one host: the browser starts at the one to which it comes back. */
  async function open({ request, origin }: Visit): Promise<Reply> {
    const start = redirectUri(callback, origin);
    if (new URL(request.url).host === start.host) return begin(origin);
    start.searchParams.set(START, startKey);
    return sendAway(start);
  }

  async function begin(origin: string): Promise<Reply> {
    const { url, pending: own } = await client.begin(redirectUri(callback, origin).href);
    const [oldest] = pending.keys();
    if (oldest !== undefined && pending.size >= MAX_PENDING) pending.delete(oldest);
    const browser = randomUUID();
    pending.set(own.state, { ...own, browser });
    return sendAway(url, { 'set-cookie': cookies.write(own.state, browser) });
  }

  async function finish({ request, origin }: Visit): Promise<Reply> {
    const { searchParams } = new URL(request.url);
    if (isSameSecret(searchParams.get(START) ?? '', startKey)) return begin(origin);
    const state = searchParams.get('state') ?? '';
    const signIn = pending.get(state);
    if (!signIn || !hasStarted(request)) {
      throw new OAuthError('invalid', 'This sign-in was not started here.');
    }
    pending.delete(state); // used once, also where the rest fails
    const credentials = await client.finish(searchParams, signIn);
    await save(credentials);
    const page: Page = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${displayName}`,
      text: `You can close this window and return to your terminal. ${more.notGranted?.(credentials) ?? ''}`.trim(),
    };
    return { response: pageResponse(page, request.headers.get('accept')), ends: 'signed-in' };
  }

  const withFailurePage =
    (handler: (visit: Visit) => Promise<Reply>) =>
    async (visit: Visit): Promise<Reply> => {
      const { request, origin, start } = visit;
      // The link contains the secret of this server: it is for the browser that has it already.
      const link = hasStarted(request) && { link: { href: start, label: 'Try again' } };
      try {
        return await handler(visit);
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        if (error.failure !== 'declined')
          log('error', 'sign-in', error, provider === undefined ? {} : { provider });
        const page = failurePage(displayName, error, redirectUri(callback, origin).href);
        return { response: pageResponse({ ...page, ...link }, request.headers.get('accept')) };
      }
    };

  function hasStarted(request: Request): boolean {
    const { pathname, searchParams } = new URL(request.url);
    const state = searchParams.get('state') ?? '';
    const signIn = pending.get(state);
    return (
      pathname !== callback.pathname ||
      (!!signIn && cookies.read(request, state) === signIn.browser)
    );
  }

  const server = await runLoopbackServer(options, {
    isSignedIn,
    // For services that insist on https.
    ...(!isLoopback(callback.hostname) && { tunnel: callback.host }),
    routes: {
      'GET /auth': withFailurePage(open),
      [`GET ${callback.pathname}`]: withFailurePage(finish),
    },
  });
  return { ...server, callbackUrl: redirectUri(callback, new URL(server.url).origin).href };
}

const sendAway = ({ href }: URL, headers: Record<string, string> = {}): Reply => ({
  response: new Response(null, {
    status: 302,
    headers: { ...pageHeaders(), ...headers, location: href },
  }),
});

/**
 * From the configuration; on the loopback interface with the port we listen at, and with its address (RFC 8252 section
 * 7.3), unless the service was told a name.
 */
function redirectUri(callback: URL, origin: string): URL {
  const url = new URL(callback);
  const { hostname, port } = new URL(origin);
  if (!isLoopback(url.hostname)) return url;
  if (url.hostname !== 'localhost') url.hostname = hostname;
  url.port = port;
  return url;
}
