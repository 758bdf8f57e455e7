import {
  exchangeAuthorization,
  type OAuthClientInformationMixed,
  OAuthError as ServerError,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/client';
import { nodeCrypto } from '../node/node-module.js';
import { credentialsFrom } from '../oauth/credentials.js';
import { OAuthError } from '../oauth/errors.js';
import type { UserClient } from '../oauth/step-up.js';
import type { Authorization } from './authorization.js';
import type { limitedFetch } from './limited-fetch.js';

/**
 * Returns our client at an authorization server, known to it from the first request on. Its tokens are in
 * memory only.
 * @param registeredId its id, if it was registered by hand; otherwise it registers itself (RFC 7591)
 */
export function oauthClientAt(
  { server: metadata, issuer, resource, scopes }: Authorization,
  registeredId: string | undefined,
  fetchFn: ReturnType<typeof limitedFetch>,
): UserClient {
  let client: OAuthClientInformationMixed | undefined =
    registeredId === undefined ? undefined : { client_id: registeredId };

  async function begin(redirectUrl: string) {
    client ??= await register(redirectUrl);
    const state = nodeCrypto().randomUUID();
    const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
      metadata,
      clientInformation: client,
      redirectUrl,
      state,
      resource,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    });
    const pending = {
      state,
      verifier: codeVerifier,
      redirectUri: redirectUrl,
      clientId: client.client_id,
    };
    return { url: authorizationUrl, pending };
  }

  /**
   * Registers the client; the server chooses its secret and authentication (RFC 7591 section
   * 3.2.1).
   */
  const register = (redirectUrl: string): Promise<OAuthClientInformationMixed> =>
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- these programs have no URL for a metadata document
    registerClient(issuer, {
      metadata,
      clientMetadata: {
        client_name: 'mcp-provider',
        redirect_uris: [redirectUrl],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
      fetchFn,
    });

  const finish: UserClient['finish'] = async (response, { verifier, redirectUri }) => {
    if (response.get('error') === 'access_denied')
      throw new OAuthError('declined', 'The sign-in was declined.');
    const iss = response.get('iss');
    const tokens = await exchangeAuthorization(issuer, {
      metadata,
      clientInformation: client ?? { client_id: '' },
      authorizationCode: response.get('code') ?? '',
      ...(iss !== null && { iss }),
      codeVerifier: verifier,
      redirectUri,
      resource,
      fetchFn,
    });
    return credentialsFrom(tokens);
  };

  return {
    begin: (redirectUri) => runStep(() => begin(redirectUri)),
    finish: (response, pending) => runStep(() => finish(response, pending)),
  };
}

/** Runs a step of the sign-in. @throws OAuthError, which the page in the browser shows */
async function runStep<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (cause) {
    if (cause instanceof OAuthError) throw cause;
    const code = cause instanceof ServerError ? ` (${cause.code})` : '';
    throw new OAuthError('refused', `The authorization server refused the sign-in${code}.`, {
      cause,
    });
  }
}
