import * as openid from 'openid-client';
import { isSafeUrl } from '../config.js';
import { OAuthError } from './errors.js';
import { registrationOf } from './registration.js';
import type { Fetch } from './token-answer.js';
import { tokenFetch } from './token-answer.js';

/** How a client proves who it is: RFC 6749 section 2.3.1, or with id and secret as they are (`basic-raw`). */
export type ClientAuthentication = 'none' | 'post' | 'basic' | 'basic-raw';

export interface ServerSettings {
  /** Exact `iss` of the authorization server. Without a token URL the endpoints are discovered there. */
  issuer?: string;
  tokenUrl?: string;
  clientAuthentication: ClientAuthentication;
  /** Where the service does not keep to the standard. */
  fetch?: Fetch;
  /** Asked who people are (OpenID Connect): its ID tokens are looked at. */
  identifies?: boolean;
}

export type Endpoints = Omit<openid.ServerMetadata, 'issuer'>;

const TIMEOUT_MS = 10_000;

/**
 * Our client at one authorization server.
 * @throws OAuthError
 */
export async function configure(
  provider: string,
  settings: ServerSettings,
  endpoints: Endpoints,
): Promise<openid.Configuration> {
  const issuer = issuerOf(provider, settings);
  const { clientId, clientSecret } = await registrationOf(provider);
  const authentication = authenticationOf(settings, provider, clientId, clientSecret);
  const fetch = tokenFetch(settings.fetch ?? globalThis.fetch, settings.identifies);
  if (settings.tokenUrl === undefined || issuer !== settings.issuer) {
    if (issuer === undefined) throw new Error('OAuth needs an issuer or a token URL');
    return discover(new URL(issuer), clientId, authentication, fetch);
  }
  const server = {
    issuer: issuer ?? new URL(endpoints.authorization_endpoint ?? settings.tokenUrl).origin,
    token_endpoint: settings.tokenUrl,
    ...endpoints,
  };
  const configuration = new openid.Configuration(server, clientId, {}, authentication);
  configuration[openid.customFetch] = fetch;
  configuration.timeout = TIMEOUT_MS / 1000;
  for (const extend of extensionsFor(settings.tokenUrl)) extend(configuration);
  return configuration;
}

/** RFC 8414, and OpenID Connect Discovery where there is no such document; a wrong document is not a missing one. */
async function discover(
  issuer: URL,
  clientId: string,
  authentication: openid.ClientAuth,
  fetch: openid.CustomFetch,
): Promise<openid.Configuration> {
  const options = {
    [openid.customFetch]: fetch,
    timeout: TIMEOUT_MS / 1000,
    execute: extensionsFor(issuer.href),
  };
  const ask = (algorithm: 'oauth2' | 'oidc') =>
    openid.discovery(issuer, clientId, {}, authentication, { ...options, algorithm });
  return ask('oauth2').catch((error: unknown) => {
    const missing =
      error instanceof openid.ClientError && error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
    if (missing) return ask('oidc');
    throw error;
  });
}

/**
 * The server's exact `iss`, where we were told. `<NAME>_ISSUER` in the environment puts another server in its place, such
 * as one for tests, whose endpoints are discovered.
 */
export function issuerOf(provider: string, { issuer }: ServerSettings): string | undefined {
  const variable = `${provider.toUpperCase()}_ISSUER`;
  const other = process.env[variable];
  if (!other) return issuer;
  if (isSafeUrl(other)) return other;
  throw new Error(`${variable} must be an https address (http on this machine only)`);
}

/** Without https only for a server on this machine: `isSafeUrl`. */
const extensionsFor = (url: string): ((configuration: openid.Configuration) => void)[] =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so in order to stand out
  url.startsWith('http:') ? [openid.allowInsecureRequests] : [];

function authenticationOf(
  { clientAuthentication }: ServerSettings,
  provider: string,
  clientId: string,
  clientSecret: string | undefined,
): openid.ClientAuth {
  if (clientAuthentication === 'none') return openid.None();
  if (clientSecret === undefined) {
    const variable = `${provider.toUpperCase()}_CLIENT_SECRET`;
    throw new OAuthError(
      'unconfigured',
      `This server cannot prove who it is to the service: ${variable} is not set.`,
    );
  }
  switch (clientAuthentication) {
    case 'post':
      return openid.ClientSecretPost(clientSecret);
    case 'basic':
      return openid.ClientSecretBasic(clientSecret);
    case 'basic-raw': {
      const encoded = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      return (_server, _client, _body, headers) => headers.set('authorization', `Basic ${encoded}`);
    }
  }
}
