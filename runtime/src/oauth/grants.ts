import * as openid from 'openid-client';
import { configOf } from '../project/config.js';
import type { ClientCredentialsSettings } from './client-credentials-auth.js';
import { clientConfiguration } from './configuration.js';
import { type Credentials, credentialsFrom } from './credentials.js';
import { OAuthError } from './errors.js';
import { withOAuthErrors } from './explain.js';
import type { TokenExchangeSettings } from './token-exchange-auth.js';

/** Requests a token with the client credentials grant (RFC 6749 section 4.4). @throws OAuthError */
export async function requestCredentials(
  provider: string,
  settings: ClientCredentialsSettings,
): Promise<Credentials> {
  const { scopes = [] } = configOf(provider);
  const { audience } = settings;
  const scope = scopes.join(' ');
  const tokens = await withOAuthErrors(async () =>
    openid.clientCredentialsGrant(await clientConfiguration(provider, settings, {}), {
      ...(scope && { scope }),
      ...(audience && { audience }),
    }),
  );
  return credentialsFrom(tokens, scopes);
}

const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

const EXCHANGE_REFUSED =
  'The authorization server does not exchange the access token of this caller: sign in to this server again.';

/** The grant types, and their parameters for the token of the caller. */
const GRANTS = {
  'token-exchange': {
    type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    parameters: (token: string) => ({
      subject_token: token,
      subject_token_type: ACCESS_TOKEN_TYPE,
    }),
  },
  'on-behalf-of': {
    type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    parameters: (token: string) => ({ assertion: token, requested_token_use: 'on_behalf_of' }),
  },
} as const;

/** Exchanges the token of the caller for one of the API (RFC 8693 section 2.1). @throws OAuthError */
export async function exchangeToken(
  provider: string,
  settings: TokenExchangeSettings,
  token: string,
): Promise<Credentials> {
  const { scopes = [] } = configOf(provider);
  const { audience, resource, grant = 'token-exchange' } = settings;
  const { type, parameters } = GRANTS[grant];
  const scope = scopes.join(' ');
  const tokens = await withOAuthErrors(async () =>
    openid.genericGrantRequest(await clientConfiguration(provider, settings, {}), type, {
      ...parameters(token),
      ...(scope && { scope }),
      ...(audience && { audience }),
      ...(resource && { resource }),
    }),
  ).catch((cause: unknown) => {
    throw cause instanceof OAuthError && cause.failure === 'ended'
      ? new OAuthError('ended', EXCHANGE_REFUSED, { cause })
      : cause;
  });
  return credentialsFrom(tokens, scopes);
}
