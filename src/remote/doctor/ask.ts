import type { Received } from '../../../runtime/src/fetch/bounded-fetch.js';
import { referredRequest } from '../../../runtime/src/fetch/referred-fetch.js';
import { timeLimit } from '../../../runtime/src/fetch/time-limit.js';
import { causes } from '../../../runtime/src/remote/causes.js';
import { parsedJson } from '../../model/json.js';
import { isRecord } from '../../model/json-schema/subschemas.js';

/** A response, whose body has been read. Redirects are not followed: they are findings. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

/** No response: the reason, in the words of Node.js. */
interface NoResponse {
  code: string;
}

export type Ask = (url: URL, init?: RequestInit) => Promise<Reply | NoResponse>;

const LARGEST = 200_000;

/** Requests of a walk from this server on: bounded in time and size. */
export function asker(server: URL, timeoutMs: number, outer: AbortSignal): Ask {
  const request = referredRequest(server);
  return async (url, init = {}) => {
    const { control, done } = timeLimit(outer, timeoutMs);
    const { signal } = control;
    try {
      const response = await request(url.href, { ...init, signal });
      return { status: response.status, headers: response.headers, text: await textOf(response) };
    } catch (error) {
      outer.throwIfAborted();
      return { code: signal.aborted ? 'no response in time' : codeOf(error) };
    } finally {
      done();
      control.abort(); // ends a stream
    }
  };
}

/** The beginning of a body; nothing of a stream, which may not end. */
async function textOf({ headers, body }: Received): Promise<string> {
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  let text = '';
  if (!isStream && body) {
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > LARGEST) break;
    }
  }
  return text;
}

function codeOf(error: unknown): string {
  const all = causes(error).filter((one) => one instanceof Error);
  const coded = all.find((one) => 'code' in one && typeof one.code === 'string');
  return String(coded && 'code' in coded ? coded.code : (all.at(-1)?.message ?? error));
}

/** The JSON of a body; undefined where it is none. */
export const jsonOf = ({ text }: Reply): unknown => parsedJson(text);

export type Json = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Json | undefined => (isRecord(value) ? value : undefined);

/** Strings of a list; undefined where the member is no list. */
export const listOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;

export const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The first document that one of the URLs has, or why none has. */
export async function documentAt(
  ask: Ask,
  places: readonly string[],
): Promise<{ document: Json; place: string } | string> {
  const reasons: string[] = [];
  for (const place of places) {
    const response = await ask(new URL(place), { headers: { accept: 'application/json' } });
    if ('code' in response) reasons.push(`"${place}" does not respond (${response.code})`);
    else if (response.status === 401) reasons.push(`"${place}" requires a token`);
    else if (response.status !== 200) reasons.push(`"${place}" has status ${response.status}`);
    else {
      const document = objectOf(jsonOf(response));
      if (document) return { document, place };
      const type = response.headers.get('content-type') ?? 'no type';
      return `"${place}" is not a JSON object but ${type}.`;
    }
  }
  return `${reasons.join('; ')}.`;
}
