import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import { configOf } from '../../src/core/config.js';
import { loadProvider } from '../../src/core/loader.js';
import type { OAuthSettings } from '../../src/core/oauth/client.js';
import type { ClientAuthentication } from '../../src/core/oauth/configuration.js';
import type { Credentials } from '../../src/core/oauth/credentials.js';
import { providers } from '../../src/providers/index.js';
import type { AuthorizationServer, AuthorizationServerOptions } from './authorization-server.js';
import { startAuthorizationServer } from './authorization-server.js';
import { Browser } from './browser.js';
import type { ProviderFixture } from './fixture.js';

export interface Endpoints {
  authorizationUrl: string;
  tokenUrl: string;
  refreshUrl?: string;
  revocationUrl?: string;
}

export interface OAuthFixture extends ProviderFixture {
  clientAuthentication: ClientAuthentication;
  /** Of the provider's client at the service. */
  settings: OAuthSettings;
  /** Of the service; absent where they are discovered. */
  endpoints?: Endpoints;
  /** Turns a request in the service's dialect into the standard's. */
  translate?: AuthorizationServerOptions['translate'];
}

/**
 * A real authorization server in place of the service's own, for all tests of a file.
 * @param redirectUri that it knows; by default that of the local sign-in
 */
export function useAuthorizationServer(
  fixture: OAuthFixture & { redirectUri?: string },
): () => AuthorizationServer {
  const { provider, prefix, clientAuthentication, translate } = fixture;
  let server: AuthorizationServer | undefined;
  beforeAll(async () => {
    const { callback_url: callbackUrl, scopes = [] } = configOf(provider);
    const redirectUri = fixture.redirectUri ?? callbackUrl;
    const options = { clientAuthentication, scopes, redirectUri, translate };
    server = await startAuthorizationServer(options);
    vi.stubEnv(`${prefix}_ISSUER`, server.issuer);
    vi.stubEnv(`${prefix}_CLIENT_ID`, server.clientId);
    vi.stubEnv(`${prefix}_CLIENT_SECRET`, server.clientSecret);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });
  return () => {
    if (!server) throw new Error('The authorization server starts before the tests');
    return server;
  };
}

/** The provider's own sign-in server, for one test and one user. */
export async function startSignIn({ provider }: OAuthFixture, userId: string) {
  const { serverAuth, apiAuth } = await loadProvider(providers, provider);
  const server = await serverAuth.runAuthServer({ host: '127.0.0.1', port: 0, userId });
  onTestFinished(() => server.close());
  const { origin } = new URL(server.url);
  const callback = new URL(configOf(provider).callback_url ?? '');
  return {
    server,
    origin,
    callback,
    browser: (who?: string) => new Browser(who, { [callback.origin]: origin }),
    /** Where the browser is about to bring the code back. */
    isBack: (url: URL) => url.pathname === callback.pathname && url.searchParams.has('state'),
    stored: async () => (await apiAuth.getCredentials(userId)) as Credentials | null, // of this auth style
  };
}

/** Where the browser asks the service for a code. */
export const isAtService = ({ searchParams }: URL): boolean => searchParams.has('code_challenge');

/** Signs a user in, from the first page to the last. */
export async function signInFor(fixture: OAuthFixture, userId: string): Promise<void> {
  const { server, browser } = await startSignIn(fixture, userId);
  const { status, text } = await browser().visit(server.url);
  if (status !== 200) throw new Error(/<h1>([^<]*)/.exec(text)?.[1]);
  await server.done;
}
