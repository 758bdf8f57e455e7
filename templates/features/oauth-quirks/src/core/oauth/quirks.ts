import type { Fetch } from './token-answer.js';
import { jsonObject } from './token-answer.js';

/** What a service does otherwise than RFC 6749 at its token endpoint. */
export interface Quirks {
  /** Errors come with status 200: `{"error": …}`, or `{"ok": false, "error": …}`. */
  errorsWith200?: boolean;
  /** Its own error codes for a grant that is gone or a code that was used. */
  endedErrors?: readonly string[];
  /** The member of the answer that holds the tokens. */
  tokensIn?: string;
  /** It takes JSON instead of a form. */
  jsonRequest?: boolean;
  /** Headers it insists on. */
  headers?: Readonly<Record<string, string>>;
}

/** A fetch that speaks the service's dialect, so that nothing else has to know it. */
export function quirkyFetch(quirks: Quirks): Fetch {
  return async (url, init) => {
    const { body } = init;
    if (!(body instanceof URLSearchParams) || !body.has('grant_type')) return fetch(url, init);
    return standardAnswer(await fetch(url, ownRequest(init, body, quirks)), quirks);
  };
}

function ownRequest(init: RequestInit, form: URLSearchParams, quirks: Quirks): RequestInit {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(quirks.headers ?? {})) headers.set(name, value);
  if (!quirks.jsonRequest) return { ...init, headers };
  headers.set('content-type', 'application/json');
  return { ...init, headers, body: JSON.stringify(Object.fromEntries(form)) };
}

async function standardAnswer(answer: Response, quirks: Quirks): Promise<Response> {
  const { errorsWith200, endedErrors = [], tokensIn } = quirks;
  const body = await jsonObject(answer.clone());
  if (!body) return answer;
  const isError = body.ok === false || typeof body.error === 'string';
  if (!answer.ok || (errorsWith200 && isError)) {
    const error = endedErrors.includes(String(body.error)) ? 'invalid_grant' : body.error;
    return Response.json({ ...body, error }, { status: answer.ok ? 400 : answer.status });
  }
  const inner = tokensIn === undefined ? undefined : body[tokensIn];
  return typeof inner === 'object' && inner !== null
    ? Response.json({ ...body, ...inner })
    : answer;
}
