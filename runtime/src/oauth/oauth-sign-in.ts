import { randomUUID } from 'node:crypto';
import { log } from '../project/log.js';
import { cookieJar } from '../sign-in/cookies.js';
import {
  type AuthServer,
  type AuthServerOptions,
  type PageReply,
  type PageRequest,
  runLoopbackServer,
} from '../sign-in/loopback-server.js';
import { type BrowserPage, pageHeaders, pageResponse } from '../sign-in/pages.js';
import { isSameSecret } from '../sign-in/secrets.js';
import { isLoopback } from '../utils/addresses.js';
import type { Credentials } from './credentials.js';
import { OAuthError } from './errors.js';
import { failurePage } from './failure-page.js';
import type { Pending } from './pending.js';
import type { UserClient } from './step-up.js';

/** One sign-in of a user with OAuth. */
export interface OAuthSignIn {
  /** Name of the provider in the log. */
  provider?: string;
  displayName: string;
  /** Redirect URI. Default: on the loopback interface. */
  callbackUrl?: string | undefined;
  client: UserClient;
  isSignedIn(): Promise<boolean>;
  save(credentials: Credentials): Promise<void>;
  /** Returns the scopes that the user did not grant, as a sentence. */
  notGranted?(credentials: Credentials): string;
}

/** Limit of concurrent sign-ins. */
const MAX_PENDING = 20;
const SIGN_IN_SECONDS = 600;
/** Query parameter of the redirect URI that starts the sign-in there. */
const START_PARAMETER = 'start';

/** Serves a sign-in: sends the browser to the service and stores the tokens for one user. */
export async function runOAuthSignIn(
  options: AuthServerOptions,
  { displayName, client, isSignedIn, save, ...callbacks }: OAuthSignIn,
): Promise<AuthServer> {
  const { provider, callbackUrl = 'http://127.0.0.1/auth/callback' } = callbacks;
  const callback = new URL(callbackUrl);
  const cookies = cookieJar('sign-in', SIGN_IN_SECONDS, callback.protocol === 'https:');
  const signIns = new Map<string, Pending & { browser: string }>();
  /** Key with which only the start page can start a sign-in at the redirect URI. */
  const startKey = randomUUID();

  /** Opens the sign-in at the host of the redirect URI: cookies belong to one host, and the browser returns there. */
  async function openStartPage({ request, origin }: PageRequest): Promise<PageReply> {
    const start = redirectUri(callback, origin);
    if (new URL(request.url).host === start.host) return begin(origin);
    start.searchParams.set(START_PARAMETER, startKey);
    return redirectTo(start);
  }

  async function begin(origin: string): Promise<PageReply> {
    const { url, pending: newSignIn } = await client.begin(redirectUri(callback, origin).href);
    const [oldest] = signIns.keys();
    if (oldest !== undefined && signIns.size >= MAX_PENDING) signIns.delete(oldest);
    const browser = randomUUID();
    signIns.set(newSignIn.state, { ...newSignIn, browser });
    return redirectTo(url, { 'set-cookie': cookies.write(newSignIn.state, browser) });
  }

  async function finish({ request, origin }: PageRequest): Promise<PageReply> {
    const { searchParams } = new URL(request.url);
    if (isSameSecret(searchParams.get(START_PARAMETER) ?? '', startKey)) return begin(origin);
    const state = searchParams.get('state') ?? '';
    const signIn = signIns.get(state);
    if (!signIn || !hasStarted(request)) {
      throw new OAuthError('invalid', 'This sign-in was not started here.');
    }
    signIns.delete(state); // used once, also if the rest fails
    const credentials = await client.finish(searchParams, signIn);
    await save(credentials);
    const page: BrowserPage = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${displayName}`,
      text: `You can close this window and return to your terminal. ${callbacks.notGranted?.(credentials) ?? ''}`.trim(),
    };
    return { response: pageResponse(page, request.headers.get('accept')), ends: 'signed-in' };
  }

  const withFailurePage =
    (handler: (visit: PageRequest) => Promise<PageReply>) =>
    async (visit: PageRequest): Promise<PageReply> => {
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
    const signIn = signIns.get(state);
    return (
      pathname !== callback.pathname ||
      (!!signIn && cookies.read(request, state) === signIn.browser)
    );
  }

  const server = await runLoopbackServer(options, {
    isSignedIn,
    // A tunnel is for services that require https.
    ...(!isLoopback(callback.hostname) && { tunnel: callback.host }),
    routes: {
      'GET /auth': withFailurePage(openStartPage),
      [`GET ${callback.pathname}`]: withFailurePage(finish),
    },
  });
  return { ...server, callbackUrl: redirectUri(callback, new URL(server.url).origin).href };
}

const redirectTo = ({ href }: URL, headers: Record<string, string> = {}): PageReply => ({
  response: new Response(null, {
    status: 302,
    headers: { ...pageHeaders(), ...headers, location: href },
  }),
});

/**
 * Returns the redirect URI of the configuration. On the loopback interface, it has the port and
 * address of the listener (RFC 8252 section 7.3), unless the service was given a host name.
 */
function redirectUri(callback: URL, origin: string): URL {
  const url = new URL(callback);
  const { hostname, port } = new URL(origin);
  if (!isLoopback(url.hostname)) return url;
  if (url.hostname !== 'localhost') url.hostname = hostname;
  url.port = port;
  return url;
}
