import * as openid from 'openid-client';
import { userIdIn, verifiedPrincipal } from '../../identity/principal.js';
import { environmentOf } from '../../project/project.js';
import { setting } from '../../utils/settings.js';
import { clientConfiguration } from '../configuration.js';
import { OAuthError } from '../errors.js';
import { withOAuthErrors } from '../explain.js';
import type { LinkSite } from './link.js';
import type { LinkStep } from './tickets.js';

/** Prefix of the environment variables `MCP_LOGIN_CLIENT_ID` and `MCP_LOGIN_CLIENT_SECRET`. */
const LOGIN_CLIENT = 'mcp_login';

/** Logs users in at the callers' issuer to identify them (OpenID Connect). Methods throw OAuthError. */
export async function loginAt({ issuer, userClaim }: Pick<LinkSite, 'issuer' | 'userClaim'>) {
  const clientAuthentication = setting('MCP_LOGIN_CLIENT_SECRET', environmentOf(LOGIN_CLIENT))
    ? 'basic'
    : 'none';
  const settings = { issuer, clientAuthentication } as const;
  const server = await withOAuthErrors(() =>
    clientConfiguration(LOGIN_CLIENT, settings, {}, { identifies: true }),
  );

  async function begin(redirectUri: string) {
    const pending = {
      state: openid.randomState(),
      verifier: openid.randomPKCECodeVerifier(),
      nonce: openid.randomNonce(),
      redirectUri,
    };
    const url = openid.buildAuthorizationUrl(server, {
      scope: 'openid',
      redirect_uri: redirectUri,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /** Finishes the login; resolves to the user id as the token verifier names it. */
  async function finish(
    response: URLSearchParams,
    { redirectUri, ...pending }: LinkStep['pending'],
  ) {
    const url = new URL(redirectUri);
    url.search = response.toString();
    const tokens = await openid.authorizationCodeGrant(server, url, {
      expectedState: pending.state,
      pkceCodeVerifier: pending.verifier,
      ...(pending.nonce && { expectedNonce: pending.nonce }),
    });
    const claims = tokens.claims();
    if (!claims) throw new OAuthError('refused', 'The issuer does not identify the user.');
    // The claim is that of access tokens, whose users are compared with it.
    const user = userIdIn(claims, userClaim);
    if (user === undefined)
      throw new OAuthError('refused', `The ID token of the issuer lacks "${userClaim ?? 'sub'}".`);
    return verifiedPrincipal(claims.iss, user).userId;
  }

  return {
    begin,
    finish: (response: URLSearchParams, pending: LinkStep['pending']) =>
      withOAuthErrors(() => finish(response, pending)),
  };
}
