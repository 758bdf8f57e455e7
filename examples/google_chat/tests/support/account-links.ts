import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { linkFor } from '../../src/core/account-link/link.js';
import { loadProvider } from '../../src/core/loader.js';
import type { TokenVerifier } from '../../src/core/principal.js';
import { verifiedPrincipal } from '../../src/core/principal.js';
import { providers } from '../../src/providers/index.js';
import { startApi } from './api-server.js';
import type { AuthorizationServer } from './authorization-server.js';
import { startAuthorizationServer } from './authorization-server.js';
import { Browser } from './browser.js';
import type { OAuthFixture } from './oauth.js';
import { useAuthorizationServer } from './oauth.js';
import { startServer } from './server.js';
import { setEnvironment } from './session.js';

export const ORIGIN = 'https://mcp.example.com';

/** Callers of the HTTP server with an issuer of their own, and the service at which they have accounts. */
export function useAccountLinks(fixture: OAuthFixture) {
  const { provider, prefix } = fixture;
  const base = `${ORIGIN}/${provider}/link`;
  const service = useAuthorizationServer({ ...fixture, redirectUri: `${base}/callback` });
  let issuer: AuthorizationServer | undefined;

  const ofCallers = () => {
    if (!issuer) throw new Error('The issuer starts before the tests');
    return issuer;
  };

  beforeAll(async () => {
    const redirectUri = `${base}/login`;
    issuer = await startAuthorizationServer({
      clientAuthentication: 'basic',
      scopes: [],
      redirectUri,
    });
  });
  afterAll(() => issuer?.close());
  beforeEach(() => {
    const { issuer: ISSUER, clientId, clientSecret } = ofCallers();
    setEnvironment('MCP', {
      ISSUER,
      PUBLIC_URL: ORIGIN,
      LOGIN_CLIENT_ID: clientId,
      LOGIN_CLIENT_SECRET: clientSecret,
    });
    service().intercept = undefined;
  });

  /** A server whose callers present their name as token: how tokens are verified is not at stake here. */
  async function start() {
    const api = await startApi();
    onTestFinished(() => api.close());
    setEnvironment(prefix, { BASE_URL: api.url });
    const server = await startServer(provider, callersByName(ofCallers().issuer));
    onTestFinished(() => server.close());
    const { apiAuth } = await loadProvider(providers, provider);
    const person = `p${randomUUID().replaceAll('-', '')}`;
    const { userId } = verifiedPrincipal(ofCallers().issuer, person);
    const browser = (who: string) => new Browser(who, { [ORIGIN]: server.url });
    const link = async () => (await linkFor(provider, userId)) ?? '';
    const stored = () => apiAuth.getCredentials(userId);
    return { api, server, person, userId, link, browser, stored };
  }

  return { base, service, issuer: ofCallers, start };
}

function callersByName(issuer: string): TokenVerifier {
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    response_types_supported: ['code'],
    jwks_uri: `${issuer}/jwks`,
  };
  return {
    metadata,
    verify: async (token) => ({
      principal: verifiedPrincipal(issuer, token),
      clientId: 'test',
      scopes: [],
      expiresAt: Math.ceil(Date.now() / 1000) + 60,
    }),
  };
}
