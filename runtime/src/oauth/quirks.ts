import type { Fetch } from '../http/bounded-fetch.js';
import { jsonObject } from './token-response.js';

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
