import { configOf, isLoopback } from '../config.js';
import { log } from '../log.js';
import type { OAuthClient, Pending } from '../oauth/client.js';
import type { Credentials } from '../oauth/credentials.js';
import { OAuthError } from '../oauth/errors.js';
import type { Answer, AuthServer, AuthServerOptions } from './loopback-server.js';
import { runLoopbackServer } from './loopback-server.js';
import { failurePage } from './failure-page.js';
import type { Page } from './pages.js';
import { PAGE_HEADERS, pageResponse, wantsJson } from './pages.js';

export interface OAuthSignIn {
  provider: string;
  displayName: string;
  client: OAuthClient;
  isSignedIn(): Promise<boolean>;
  save(credentials: Credentials): Promise<void>;
}

/** Sign-ins under way at once; somebody who starts more is not finishing them. */
const MOST_PENDING = 20;
/** They ask for a refresh token or an identity, and do not always come back among what was granted. */
const UNANSWERED_SCOPES = ['openid', 'offline_access', 'offline.access', 'refresh_token'];

/** Sends the browser to the service and stores what it brings back, for one user. */
export function runOAuthSignIn(
  options: AuthServerOptions,
  { provider, displayName, client, isSignedIn, save }: OAuthSignIn,
): Promise<AuthServer> {
  const { callback_url: callbackUrl = 'http://127.0.0.1/auth/callback', scopes = [] } =
    configOf(provider);
  const callback = new URL(callbackUrl);
  const pending = new Map<string, Pending>();

  async function start(request: Request, origin: string): Promise<Answer> {
    const started = await client.begin(redirectUri(callback, origin));
    const [oldest] = pending.keys();
    if (oldest !== undefined && pending.size >= MOST_PENDING) pending.delete(oldest);
    pending.set(started.pending.state, started.pending);
    const { href } = started.url;
    const response = wantsJson(request.headers.get('accept'))
      ? Response.json({ authorizationUrl: href }, { headers: PAGE_HEADERS })
      : new Response(null, { status: 302, headers: { ...PAGE_HEADERS, location: href } });
    return { response };
  }

  async function finish(request: Request): Promise<Answer> {
    const { searchParams } = new URL(request.url);
    const state = searchParams.get('state') ?? '';
    const own = pending.get(state);
    pending.delete(state); // one use, whatever comes of it
    if (!own) throw new OAuthError('invalid', 'This sign-in was not started here.');
    const credentials = await client.finish(searchParams, own);
    await save(credentials);
    const missing = scopes.filter((scope) => !isGranted(scope, credentials));
    const page: Page = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${displayName}`,
      text: `You can close this window and go back to where you came from.${
        missing.length > 0
          ? ` Not granted: ${missing.join(', ')}. Tools that need it will not work.`
          : ''
      }`,
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
        const page = failurePage(displayName, error, redirectUri(callback, origin));
        const link = { href: '/auth', label: 'Try again' };
        return { response: pageResponse({ ...page, link }, request.headers.get('accept')) };
      }
    };

  return runLoopbackServer(options, {
    isSignedIn,
    // For services that insist on https.
    ...(!isLoopback(callback.hostname) && { tunnel: callback.host }),
    routes: {
      'GET /auth': explaining(start),
      [`GET ${callback.pathname}`]: explaining(finish),
    },
  });
}

/** From the configuration; on the loopback interface with the port we listen at (RFC 8252 section 7.3). */
function redirectUri(callback: URL, origin: string): string {
  const url = new URL(callback);
  if (isLoopback(url.hostname)) url.port = new URL(origin).port;
  return url.href;
}

const isGranted = (scope: string, { scopes }: Credentials) =>
  scopes === undefined || scopes.includes(scope) || UNANSWERED_SCOPES.includes(scope);
