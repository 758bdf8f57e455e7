/**
 * How requests of providers are signed whose credentials come from an authorization server.
 * @module mcp-provider/testing/oauth
 */
import { testApplicationSignIn } from '../suites/application-sign-in.js';
import { testOAuthEndpoints } from '../suites/oauth-endpoints.js';
import { testOAuthSignIn } from '../suites/oauth-sign-in.js';
import {
  testTokenExchange,
  type TokenExchangeService,
  useTokenExchange,
} from '../suites/token-exchange.js';
import type { Service } from './oauth.js';
import type { SignIn } from './sign-in.js';

export type { Service, TokenExchangeService };

const issuedCredentials = (
  style: string,
  owner: 'user' | 'server',
  { suites = [], apiSuites = [] }: Partial<Pick<SignIn, 'suites' | 'apiSuites'>>,
): SignIn => ({
  sent: (secret) => ({ headers: { authorization: `Bearer ${secret}` } }),
  credentials: (secret) => ({ accessToken: secret }),
  owner,
  style,
  suites,
  apiSuites,
});

/** Access tokens of each user, who signs in with a browser at this service. */
export const accessToken = (service: Service): SignIn =>
  issuedCredentials('oauth2', 'user', {
    suites: [(subject) => testOAuthEndpoints({ ...subject, service })],
    apiSuites: [(subject, session) => testOAuthSignIn({ ...subject, service }, session)],
  });

/** Returns one access token for all users, which this server requests from the service with its own credentials. */
export const clientCredentials = (service: Service): SignIn =>
  issuedCredentials('client-credentials', 'server', {
    apiSuites: [(subject, session) => testApplicationSignIn({ ...subject, service }, session)],
  });

/** Access tokens of each user, for which this server exchanges those of its callers at this service. */
export const tokenExchange = (service: TokenExchangeService): SignIn => ({
  ...issuedCredentials('token-exchange', 'user', {}),
  setUp: (subject) => useTokenExchange({ ...subject, service }),
  suites: [(subject) => testTokenExchange({ ...subject, service })],
});
