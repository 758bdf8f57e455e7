import { randomUUID } from 'node:crypto';
import { configOf, isLoopback } from '../config.js';
import { log } from '../log.js';
import type { OAuthClient, Pending } from '../oauth/client.js';
import type { Credentials } from '../oauth/credentials.js';
import { OAuthError } from '../oauth/errors.js';
import { notGranted } from '../oauth/granted.js';
import { cookieJar } from './cookies.js';
import type { Answer, AuthServer, AuthServerOptions } from './loopback-server.js';
import { runLoopbackServer } from './loopback-server.js';
import { failurePage } from './failure-page.js';
import type { Page } from './pages.js';
import { PAGE_HEADERS, pageResponse } from './pages.js';

export interface OAuthSignIn {
  provider: string;
  displayName: string;
  client: OAuthClient;
  isSignedIn(): Promise<boolean>;
  save(credentials: Credentials): Promise<void>;
}

/** Sign-ins under way at once; somebody who starts more is not finishing them. */
const MOST_PENDING = 20;
const SIGN_IN_SECONDS = 600;
/** In the query of the redirect address: the sign-in starts there. */
const START = 'start';

/** Sends the browser to the service and stores what it brings back, for one user. */
export function runOAuthSignIn(
  options: AuthServerOptions,
  { provider, displayName, client, isSignedIn, save }: OAuthSignIn,
): Promise<AuthServer> {
  const { callback_url: callbackUrl = 'http://127.0.0.1/auth/callback' } = configOf(provider);
  const callback = new URL(callbackUrl);
  const cookies = cookieJar('sign-in', SIGN_IN_SECONDS, callback.protocol === 'https:');
  const pending = new Map<string, Pending & { browser: string }>();

  /** Cookies are those of one host: the browser starts at the one to which it comes back. */
  async function open(request: Request, origin: string): Promise<Answer> {
    const start = redirectUri(callback, origin);
    if (new URL(request.url).host === start.host) return begin(origin);
    start.searchParams.set(START, '');
    return sendAway(start);
  }

  async function begin(origin: string): Promise<Answer> {
    const { url, pending: own } = await client.begin(redirectUri(callback, origin).href);
    const [oldest] = pending.keys();
    if (oldest !== undefined && pending.size >= MOST_PENDING) pending.delete(oldest);
    const browser = randomUUID();
    pending.set(own.state, { ...own, browser });
    return sendAway(url, { 'set-cookie': cookies.write(own.state, browser) });
  }

  async function finish(request: Request, origin: string): Promise<Answer> {
    const { searchParams } = new URL(request.url);
    if (searchParams.has(START)) return begin(origin);
    const state = searchParams.get('state') ?? '';
    const own = pending.get(state);
    if (!own || cookies.read(request, state) !== own.browser) {
      throw new OAuthError('invalid', 'This sign-in was not started here.');
    }
    pending.delete(state); // one use, whatever comes of it
    const credentials = await client.finish(searchParams, own);
    await save(credentials);
    const page: Page = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${displayName}`,
      text: `You can close this window and go back to where you came from. ${notGranted(provider, credentials)}`.trim(),
    };
    return { response: pageResponse(page, request.headers.get('accept')), signedIn: true };
  }

  const explaining =
    (handler: (request: Request, origin: string) => Promise<Answer>) =>
    async (request: Request, origin: string): Promise<Answer> => {
      try {
        return await handler(request, origin);
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        if (error.failure !== 'declined') log('error', 'sign-in', error);
        const page = failurePage(displayName, error, redirectUri(callback, origin).href);
        const link = { href: '/auth', label: 'Try again' };
        return { response: pageResponse({ ...page, link }, request.headers.get('accept')) };
      }
    };

  return runLoopbackServer(options, {
    isSignedIn,
    // For services that insist on https.
    ...(!isLoopback(callback.hostname) && { tunnel: callback.host }),
    routes: {
      'GET /auth': explaining(open),
      [`GET ${callback.pathname}`]: explaining(finish),
    },
  });
}

const sendAway = ({ href }: URL, headers: Record<string, string> = {}): Answer => ({
  response: new Response(null, {
    status: 302,
    headers: { ...PAGE_HEADERS, ...headers, location: href },
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
