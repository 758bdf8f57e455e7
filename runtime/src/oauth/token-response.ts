import type { CustomFetch } from 'openid-client';
import { boundedFetch, type Fetch } from '../fetch/bounded-fetch.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { isSafeUrl } from '../project/config.js';
import { OAuthError } from './errors.js';

/**
 * Requests to authorization servers: within limits, and never redirected, because they carry secrets. Each has a connection
 * of its own: a request on one that the server is about to close is lost (RFC 9112 section 9.5), and a spent refresh token
 * cannot be sent again.
 */
export const authFetch =
  (fetch?: Fetch): Fetch =>
  async (url, init) => {
    if (!isSafeUrl(url)) {
      throw new OAuthError('refused', 'The authorization server does not use https.');
    }
    const headers = new Headers(init.headers);
    headers.set('connection', 'close');
    return boundedFetch(url, { ...init, headers, redirect: 'manual' }, AUTH_LIMITS, fetch);
  };

/** Of a token request: takes the place of `redirect_uri`, of which openid-client leaves out the query. It is not sent. */
export const WHOLE_REDIRECT_URI = 'mcp_provider_redirect_uri';

/**
 * A fetch for openid-client, which brings responses of token endpoints into the form of RFC 6749 section 5.
 * @param fetch sends the requests
 * @param identifies whether ID tokens are asked for
 */
export const tokenFetch =
  (fetch: Fetch, identifies = false): CustomFetch =>
  async (url, { body: form = null, ...init }) => {
    const redirectUri = form instanceof URLSearchParams ? form.get(WHOLE_REDIRECT_URI) : null;
    if (form instanceof URLSearchParams && redirectUri !== null) {
      form.delete(WHOLE_REDIRECT_URI);
      form.set('redirect_uri', redirectUri);
    }
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

async function jsonObject(response: Response): Promise<Record<string, unknown> | undefined> {
  const value: unknown = await response.json().catch(() => undefined);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}

/** Where the token endpoint of a service deviates from RFC 6749. */
export interface Quirks {
  /** Errors have status 200: `{"error": …}`, or `{"ok": false, "error": …}`. */
  errorsWith200?: boolean;
  /** Its own error codes for an ended grant or a used code. */
  endedErrors?: readonly string[];
  /** The member of the response that holds the tokens. */
  tokensIn?: string;
  /** It requires JSON instead of a form. */
  jsonRequest?: boolean;
  /** Headers that it requires. */
  headers?: Readonly<Record<string, string>>;
}

/** A fetch that translates token requests and responses between RFC 6749 and the service. */
export function quirkyFetch(quirks: Quirks, fetch: Fetch): Fetch {
  return async (url, init) => {
    const { body } = init;
    if (!(body instanceof URLSearchParams) || !body.has('grant_type')) return fetch(url, init);
    return standardResponse(await fetch(url, ownRequest(init, body, quirks)), quirks);
  };
}

function ownRequest(init: RequestInit, form: URLSearchParams, quirks: Quirks): RequestInit {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(quirks.headers ?? {})) headers.set(name, value);
  if (!quirks.jsonRequest) return { ...init, headers };
  headers.set('content-type', 'application/json');
  return { ...init, headers, body: JSON.stringify(Object.fromEntries(form)) };
}

async function standardResponse(response: Response, quirks: Quirks): Promise<Response> {
  const { errorsWith200, endedErrors = [], tokensIn } = quirks;
  const body = await jsonObject(response.clone());
  if (!body) return response;
  const isError = body.ok === false || typeof body.error === 'string';
  if (!response.ok || (errorsWith200 && isError)) {
    const error = endedErrors.includes(String(body.error)) ? 'invalid_grant' : body.error;
    return Response.json({ ...body, error }, { status: response.ok ? 400 : response.status });
  }
  const inner = tokensIn === undefined ? undefined : body[tokensIn];
  return typeof inner === 'object' && inner !== null
    ? Response.json({ ...body, ...inner })
    : response;
}
