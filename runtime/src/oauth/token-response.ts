import type { CustomFetch } from 'openid-client';
import { valueAt } from '../api/dotted-path.js';
import { boundedFetch, type Fetch } from '../fetch/bounded-fetch.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { isSafeUrl } from '../project/config.js';
import { isObject } from '../utils/is-object.js';
import { OAuthError } from './errors.js';
import { tokenError } from './token-error.js';

/**
 * Sends requests to authorization servers: within limits, and never redirected, because they carry
 * secrets. Each has its own connection: a request on one that the server is about to close is
 * lost (RFC 9112 section 9.5), and a spent refresh token cannot be sent again.
 */
export const authFetch =
  (fetch?: Fetch): Fetch =>
  async (url, init) => {
    if (!isSafeUrl(url)) {
      throw new OAuthError('malformed', 'The authorization server does not use https.');
    }
    const headers = new Headers(init.headers);
    headers.set('connection', 'close');
    return boundedFetch(url, { ...init, headers, redirect: 'manual' }, AUTH_LIMITS, fetch);
  };

/**
 * Parameter that replaces `redirect_uri` of a token request, because openid-client omits the query
 * of that. It is not sent.
 */
export const WHOLE_REDIRECT_URI = 'mcp_provider_redirect_uri';

/** Deviations of a service's token endpoint from RFC 6749. */
export interface Quirks {
  /** Whether errors have status 200, also beside tokens: `{"error": …}`, or `{"ok": false, "error": …}`. */
  errorsWith200?: boolean;
  /** The service's own error codes for an ended grant or a used code. */
  endedErrors?: readonly string[];
  /** The dotted path of the member of the response that holds the tokens. */
  tokensIn?: string;
  /** The service's name for `client_id`, also in the authorization URL. */
  clientIdParameter?: string;
  /** Whether the service requires JSON instead of a form. */
  jsonRequest?: boolean;
  /** Headers that the service requires. */
  headers?: Readonly<Record<string, string>>;
}

/** Text of a header (RFC 9110 section 5.5). */
const HEADER_TEXT = /^[\x20-\x7e]*$/;

/**
 * Creates a fetch for openid-client, which translates token requests and responses between RFC 6749
 * and the service.
 * @param fetch sends the requests
 * @param identifies tells whether ID tokens are requested
 */
export const tokenFetch =
  (fetch: Fetch, quirks: Quirks = {}, identifies = false): CustomFetch =>
  async (url, { body: form = null, ...init }) => {
    if (!(form instanceof URLSearchParams) || init.method !== 'POST')
      return fetch(url, { ...init, body: form });
    const redirectUri = form.get(WHOLE_REDIRECT_URI);
    if (redirectUri !== null) {
      form.delete(WHOLE_REDIRECT_URI);
      form.set('redirect_uri', redirectUri);
    }
    renameParameter(form, 'client_id', quirks.clientIdParameter);
    const grant = form.get('grant_type');
    const request = grant === null ? { ...init, body: form } : serviceRequest(init, form, quirks);
    const response = await fetch(url, request);
    const body = await membersOf(response.clone());
    if (!body) return response;
    const tokens = tokensOf(body, quirks);
    const error = tokenErrorOf(response, tokens, quirks, grant === 'refresh_token');
    // Without WWW-Authenticate, which would keep openid-client from reading `error`.
    if (error !== undefined)
      return Response.json({ ...body, error }, { status: response.ok ? 400 : response.status });
    // If no ID token was requested, checking one needs an issuer that many services lack.
    if (!identifies) delete tokens.id_token;
    if (String(tokens.token_type).toLowerCase() === 'dpop')
      throw new OAuthError(
        'malformed',
        'The authorization server binds its tokens to a key (DPoP), which is not supported.',
      );
    if (typeof tokens.access_token === 'string' && !HEADER_TEXT.test(tokens.access_token))
      throw new OAuthError(
        'malformed',
        'The authorization server sent a token that no header can contain.',
      );
    if (Array.isArray(tokens.scope)) tokens.scope = tokens.scope.join(' '); // such as from Twitch
    // Services omit the type or have their own.
    return Response.json({ ...withoutEmpty(tokens), token_type: 'bearer' });
  };

/** Gives a parameter another name, if one is stated. */
export function renameParameter(parameters: URLSearchParams, from: string, to = from): void {
  const value = parameters.get(from);
  if (value === null || to === from) return;
  parameters.delete(from);
  parameters.set(to, value);
}

function serviceRequest(init: RequestInit, form: URLSearchParams, quirks: Quirks): RequestInit {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(quirks.headers ?? {})) headers.set(name, value);
  if (!quirks.jsonRequest) return { ...init, headers, body: form };
  headers.set('content-type', 'application/json');
  return { ...init, headers, body: JSON.stringify(Object.fromEntries(form)) };
}

const FORM = /^(?:[\w.-]+=[^&=<>\s]*&)*(?:access_token|error)=[^<>\s]+$/;

/**
 * Returns the members of a body in JSON, or in a form (Facebook, GitHub); undefined for another
 * body, such as the page of a proxy.
 */
async function membersOf(response: Response): Promise<Record<string, unknown> | undefined> {
  const text = (await response.text()).trim();
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return FORM.test(text) ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

const tokensOf = (body: Record<string, unknown>, { tokensIn }: Quirks): Record<string, unknown> => {
  const inner = tokensIn === undefined ? undefined : valueAt(body, tokensIn);
  return isObject(inner) ? { ...body, ...inner } : body;
};

/** Returns the error of a response; undefined for tokens. Some services send errors with the status of success. */
function tokenErrorOf(
  { ok }: Response,
  body: Record<string, unknown>,
  { errorsWith200, endedErrors = [] }: Quirks,
  isRefresh: boolean,
): string | undefined {
  const isError =
    !ok || ((errorsWith200 || !body.access_token) && (body.ok === false || body.error));
  return isError ? (tokenError(body, { endedErrors, isRefresh }) ?? 'unknown error') : undefined;
}

/**
 * Removes values that are none: services state `null` or an empty string for a refresh token or an
 * expiry that they lack, and lifetimes in another unit than seconds. An empty scope is a statement:
 * nothing was granted.
 */
const withoutEmpty = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) =>
        value !== null &&
        (value !== '' || name === 'scope') &&
        (name !== 'expires_in' || isSeconds(value)),
    ),
  );

const isSeconds = (value: unknown): boolean =>
  typeof value === 'string'
    ? /^\d+(?:\.\d+)?$/.test(value)
    : Number.isFinite(value) && Number(value) >= 0;
