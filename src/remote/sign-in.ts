import { randomUUID } from 'node:crypto';
import {
  exchangeAuthorization,
  OAuthError as ServerError,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/client';
import { OAuthError } from '../../runtime/src/oauth/errors.js';
import type { UserClient } from '../../runtime/src/oauth/step-up.js';
import type { Authorization } from '../../runtime/src/remote/authorization.js';
import { challengeOf, findAuthorization } from '../../runtime/src/remote/authorization.js';
import { localPrincipal } from '../../runtime/src/provider/principal.js';
import { referredRequest } from '../../runtime/src/http/referred-fetch.js';
import { limitedFetch, REMOTE_LIMITS } from '../../runtime/src/remote/limited-fetch.js';
import { runOAuthSignIn } from '../../runtime/src/sign-in/oauth-sign-in.js';
import { openBrowser } from '../../runtime/src/sign-in/open-browser.js';
import type { CommandContext } from '../model/command.js';
import { clientRequired, noSignIn, signInFailed } from '../model/errors/remote.js';

/**
 * Signs the person at this terminal in to a server, with a browser and a loopback address (RFC 8252). The access token is
 * in memory only.
 * @param clientId of a registered client; without it, a client is registered (RFC 7591)
 * @returns undefined where the server requires no token
 * @throws CliError `remote/sign-in`
 */
export async function accessTokenFor(
  { ui, signal }: CommandContext,
  url: URL,
  clientId: string | undefined,
): Promise<string | undefined> {
  const fetch = limitedFetch(REMOTE_LIMITS, referredRequest(url));
  const challenge = await challengeOf(url, fetch);
  if (!challenge) return undefined;
  const authorization = await findAuthorization(url, challenge, fetch).catch((error: unknown) => {
    throw signInFailed(url.href, error instanceof Error ? error.message : String(error));
  });
  if (!authorization) throw noSignIn(url.href);
  const { server: metadata, issuer } = authorization;
  if (clientId === undefined && !metadata.registration_endpoint) throw clientRequired(issuer);
  let token: string | undefined;
  const server = await runOAuthSignIn(
    { host: '127.0.0.1', port: 0, userId: localPrincipal('').userId, signal },
    {
      displayName: url.host,
      client: clientAt(authorization, clientId, fetch),
      isSignedIn: async () => token !== undefined,
      save: async ({ accessToken }) => void (token = accessToken),
    },
  );
  ui.note(`To sign in to ${url.host}, open:\n  ${server.url}`);
  if (ui.interactive) openBrowser(server.url);
  const outcome = await server.done;
  signal.throwIfAborted();
  if (token === undefined)
    throw signInFailed(url.href, `The sign-in ${outcome.replace('-', ' ')}.`);
  return token;
}

/** Our client at an authorization server, known to it from the first request on. */
function clientAt(
  { server: metadata, issuer, resource, scopes }: Authorization,
  registered: string | undefined,
  fetchFn: ReturnType<typeof limitedFetch>,
): UserClient {
  let clientId = registered;

  async function begin(redirectUrl: string) {
    clientId ??= await register(redirectUrl);
    const state = randomUUID();
    const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
      metadata,
      clientInformation: { client_id: clientId },
      redirectUrl,
      state,
      resource,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    });
    const pending = { state, verifier: codeVerifier, redirectUri: redirectUrl, clientId };
    return { url: authorizationUrl, pending };
  }

  async function register(redirectUrl: string): Promise<string> {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- a command line has no URL for a metadata document
    const { client_id } = await registerClient(issuer, {
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
    return client_id;
  }

  const finish: UserClient['finish'] = async (response, { verifier, redirectUri }) => {
    if (response.get('error') === 'access_denied')
      throw new OAuthError('declined', 'The sign-in was declined.');
    const iss = response.get('iss');
    const tokens = await exchangeAuthorization(issuer, {
      metadata,
      clientInformation: { client_id: clientId ?? '' },
      authorizationCode: response.get('code') ?? '',
      ...(iss !== null && { iss }),
      codeVerifier: verifier,
      redirectUri,
      resource,
      fetchFn,
    });
    return { accessToken: tokens.access_token };
  };

  return {
    begin: (redirectUri) => explained(() => begin(redirectUri)),
    finish: (response, pending) => explained(() => finish(response, pending)),
  };
}

/** @throws OAuthError, which the page in the browser shows */
async function explained<T>(exchange: () => Promise<T>): Promise<T> {
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
