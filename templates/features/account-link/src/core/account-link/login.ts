import * as openid from 'openid-client';
import { configure } from '../oauth/configuration.js';
import { OAuthError } from '../oauth/errors.js';
import { explaining } from '../oauth/explain.js';
import { verifiedPrincipal } from '../principal.js';
import type { Step } from './tickets.js';

/** In the environment: `MCP_LOGIN_CLIENT_ID`, `MCP_LOGIN_CLIENT_SECRET`. */
const LOGIN = 'mcp_login';

/** Signs browsers in at the issuer of our callers, to learn whose they are (OpenID Connect). Methods throw OAuthError. */
export async function loginAt(issuer: string) {
  const { MCP_LOGIN_CLIENT_SECRET: secret } = process.env;
  const settings = {
    issuer,
    clientAuthentication: secret ? 'basic' : 'none',
    identifies: true,
  } as const;
  const server = await explaining(() => configure(LOGIN, settings, {}));

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

  /** Who it is, as the token verifier names them. */
  async function finish(answer: URLSearchParams, { redirectUri, ...pending }: Step['pending']) {
    const url = new URL(redirectUri);
    url.search = answer.toString();
    const tokens = await openid.authorizationCodeGrant(server, url, {
      expectedState: pending.state,
      pkceCodeVerifier: pending.verifier,
      ...(pending.nonce && { expectedNonce: pending.nonce }),
    });
    const claims = tokens.claims();
    if (!claims) throw new OAuthError('refused', 'The issuer does not say who this is.');
    return verifiedPrincipal(claims.iss, claims.sub).userId;
  }

  return {
    begin,
    finish: (answer: URLSearchParams, pending: Step['pending']) =>
      explaining(() => finish(answer, pending)),
  };
}
