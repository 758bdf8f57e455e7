import type { CustomFetch } from 'openid-client';
import type { Fetch } from '../http/bounded-fetch.js';
import { boundedFetch } from '../http/bounded-fetch.js';
import { AUTH_LIMITS } from '../http/limits.js';
import { isSafeUrl } from '../provider/config.js';
import { OAuthError } from './errors.js';

/** Requests to authorization servers: within limits, and never redirected, because they carry secrets. */
export const authFetch =
  (fetch?: Fetch): Fetch =>
  async (url, init) => {
    if (!isSafeUrl(url)) {
      throw new OAuthError('refused', 'The authorization server does not use https.');
    }
    return boundedFetch(url, { ...init, redirect: 'manual' }, AUTH_LIMITS, fetch);
  };

/**
 * A fetch for openid-client, which brings responses of token endpoints into the form of RFC 6749 section 5.
 * @param fetch sends the requests
 * @param identifies whether ID tokens are asked for
 */
export const tokenFetch =
  (fetch: Fetch, identifies = false): CustomFetch =>
  async (url, { body: form = null, ...init }) => {
    const response = await fetch(url, { ...init, body: form });
    if (init.method !== 'POST') return response;
    const body = await jsonObject(response.clone());
    if (!body) return response;
    // Without WWW-Authenticate, which keeps openid-client from looking at `error`.
    if (!response.ok) return Response.json(body, { status: response.status });
    // Where no ID token was asked for, checking one needs an issuer that many services do not have.
    if (!identifies) delete body.id_token;
    if (String(body.token_type).toLowerCase() === 'dpop')
      throw new OAuthError(
        'refused',
        'The authorization server binds its tokens to a key (DPoP), which is not supported.',
      );
    if (Array.isArray(body.scope)) body.scope = body.scope.join(' '); // of Twitch, for one
    // Services leave the type out or have their own.
    return Response.json({ ...withoutEmpty(body), token_type: 'bearer' });
  };

/**
 * Services state `null` or an empty string for a refresh token or an end that they do not have. An empty scope is a
 * statement: nothing was granted.
 */
const withoutEmpty = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => value !== null && (value !== '' || name === 'scope'),
    ),
  );

export async function jsonObject(response: Response): Promise<Record<string, unknown> | undefined> {
  const value: unknown = await response.json().catch(() => undefined);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}
