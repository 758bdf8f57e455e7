import type { CustomFetch } from 'openid-client';
import { isSafeUrl } from '../config.js';
import { OAuthError } from './errors.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A fetch for openid-client. It keeps secrets from plain addresses and from redirects, and brings answers of token
 * endpoints into the form that RFC 6749 section 5 gives them.
 */
export const tokenFetch =
  (fetch: Fetch, identifies = false): CustomFetch =>
  async (url, { body: sent = null, ...init }) => {
    if (!isSafeUrl(url)) {
      throw new OAuthError('refused', 'The sign-in service has an address without https.');
    }
    const answer = await fetch(url, { ...init, body: sent, redirect: 'manual' });
    if (init.method !== 'POST') return answer;
    const body = await jsonObject(answer.clone());
    if (!body) return answer;
    // Without WWW-Authenticate, which keeps openid-client from looking at `error`.
    if (!answer.ok) return Response.json(body, { status: answer.status });
    // Where nobody asked for an ID token, checking one needs an issuer that many services do not have.
    if (!identifies) delete body.id_token;
    // Services leave the type out or have words of their own; a token that is bound to a key cannot be used here.
    const isBound = String(body.token_type).toLowerCase() === 'dpop';
    return Response.json({ ...body, token_type: isBound ? 'dpop' : 'bearer' });
  };

export async function jsonObject(response: Response): Promise<Record<string, unknown> | undefined> {
  const value: unknown = await response.json().catch(() => undefined);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}
