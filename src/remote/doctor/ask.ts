import type { UnreadResponse } from '../../../runtime/src/fetch/bounded-fetch.js';
import { referredRequest } from '../../../runtime/src/fetch/referred-fetch.js';
import { timeLimit } from '../../../runtime/src/fetch/time-limit.js';
import { causesOf } from '../../../runtime/src/remote/causes.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { parseJson } from '../../model/json.js';

/** A response with its body. Redirects are not followed, because they are findings. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

/** The reason why there is no response, as an error code or message of Node.js. */
interface NoResponse {
  code: string;
}

export type SendRequest = (url: URL, init?: RequestInit) => Promise<Reply | NoResponse>;

const MAX_BODY_LENGTH = 200_000;

/** Returns a function for the requests of a check of this server, limited in time and size. */
export function createAsker(server: URL, timeoutMs: number, outer: AbortSignal): SendRequest {
  const request = referredRequest(server);
  return async (url, init = {}) => {
    const { control, release: done } = timeLimit(outer, timeoutMs);
    const { signal } = control;
    try {
      const response = await request(url.href, { ...init, signal });
      return { status: response.status, headers: response.headers, text: await bodyText(response) };
    } catch (error) {
      outer.throwIfAborted();
      return { code: signal.aborted ? 'no response in time' : errorCode(error) };
    } finally {
      done();
      control.abort(); // ends a stream
    }
  };
}

/** Returns the beginning of a body; empty for a stream, which may never end. */
async function bodyText({ headers, body }: UnreadResponse): Promise<string> {
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  let text = '';
  if (!isStream && body) {
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_BODY_LENGTH) break;
    }
  }
  return text;
}

function errorCode(error: unknown): string {
  const allErrors = causesOf(error).filter((cause) => cause instanceof Error);
  const errorWithCode = allErrors.find(
    (candidate) => 'code' in candidate && typeof candidate.code === 'string',
  );
  return String(
    errorWithCode && 'code' in errorWithCode
      ? errorWithCode.code
      : (allErrors.at(-1)?.message ?? error),
  );
}

/** Returns the JSON value of a body; undefined if it is invalid. */
export const replyJson = ({ text }: Reply): unknown => parseJson(text);

export type Json = Readonly<Record<string, unknown>>;

export const objectOrUndefined = (value: unknown): Json | undefined =>
  isObject(value) ? value : undefined;

/** Returns the strings of a list; undefined for other values. */
export const stringListOrUndefined = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;

export const stringOrUndefined = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Returns the first document that one of the URLs returns, or the reason why there is none. */
export async function documentAt(
  ask: SendRequest,
  places: readonly string[],
): Promise<{ document: Json; place: string } | string> {
  const reasons: string[] = [];
  for (const place of places) {
    const response = await ask(new URL(place), { headers: { accept: 'application/json' } });
    if ('code' in response) reasons.push(`"${place}" does not respond (${response.code})`);
    else if (response.status === 401) reasons.push(`"${place}" requires a token`);
    else if (response.status !== 200) reasons.push(`"${place}" has status ${response.status}`);
    else {
      const document = objectOrUndefined(replyJson(response));
      if (document) return { document, place };
      const type = response.headers.get('content-type') ?? 'no type';
      return `"${place}" is not a JSON object but ${type}.`;
    }
  }
  return `${reasons.join('; ')}.`;
}
