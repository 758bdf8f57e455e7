import * as openid from 'openid-client';
import { configOf, isSafeUrl } from '../config.js';
import type { OAuthClient, OAuthSettings, Pending } from './client.js';
import { configure } from './configuration.js';
import { credentialsFrom } from './credentials.js';
import { OAuthError } from './errors.js';
import { explaining } from './explain.js';
import { issuerOf } from './issuer.js';

/** The authorization code grant at one service (RFC 6749 section 4.1, RFC 7636), and what follows from it. */
export async function authorizationCodeGrant(
  provider: string,
  settings: OAuthSettings,
): Promise<Omit<OAuthClient, 'issuer'>> {
  const { authorizationUrl, refreshUrl, revocationUrl, authorizationParams = {} } = settings;
  const { sendsIssuer = false, scopeSeparator = ' ', scopeParameter = 'scope' } = settings;
  const scopes = configOf(provider).scopes ?? [];
  const configured = (tokenUrl: string | undefined) =>
    explaining(() =>
      configure(
        provider,
        { ...settings, ...(tokenUrl && { tokenUrl }) },
        {
          ...(authorizationUrl && { authorization_endpoint: authorizationUrl }),
          ...(revocationUrl && { revocation_endpoint: revocationUrl }),
          ...(sendsIssuer && { authorization_response_iss_parameter_supported: true }),
        },
      ),
    );
  const server = await configured(settings.tokenUrl);
  const renewals = refreshUrl ? await configured(refreshUrl) : server;
  const { issuer, revocation_endpoint: revocationEndpoint } = server.serverMetadata();

  async function begin(redirectUri: string) {
    const pending: Pending = {
      state: openid.randomState(),
      verifier: openid.randomPKCECodeVerifier(),
      redirectUri,
    };
    const url = openid.buildAuthorizationUrl(server, {
      ...authorizationParams,
      ...(scopes.length > 0 && { [scopeParameter]: scopes.join(scopeSeparator) }),
      redirect_uri: redirectUri,
      state: pending.state,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    if (!isSafeUrl(url.href)) {
      throw new OAuthError('refused', 'The sign-in service has an address without https.');
    }
    return { url, pending };
  }

  async function finish(answer: URLSearchParams, { state, verifier, redirectUri }: Pending) {
    const url = new URL(redirectUri);
    const isTold = issuerOf(provider, settings) !== undefined;
    url.search = (isTold ? answer : withoutOwnIssuer(answer, issuer)).toString();
    const tokens = await openid.authorizationCodeGrant(server, url, {
      expectedState: state,
      pkceCodeVerifier: verifier,
    });
    return credentialsFrom(tokens, scopes);
  }

  return {
    begin: (redirectUri) => explaining(() => begin(redirectUri)),
    finish: (answer, pending) => explaining(() => finish(answer, pending)),
    refresh: (refreshToken) =>
      explaining(async () =>
        credentialsFrom(await openid.refreshTokenGrant(renewals, refreshToken)),
      ),
    revoke: (token) =>
      explaining(async () => {
        if (revocationEndpoint) await openid.tokenRevocation(server, token);
      }),
  };
}

/**
 * Services begin to send `iss` (RFC 9207) without notice. Where we were told no issuer, one of the service's own origin
 * is the service itself; any other stays in and is refused.
 */
function withoutOwnIssuer(answer: URLSearchParams, issuer: string): URLSearchParams {
  const copy = new URLSearchParams(answer);
  const stated = copy.get('iss');
  if (stated !== null && URL.canParse(stated) && new URL(stated).origin === issuer) {
    copy.delete('iss');
  }
  return copy;
}
