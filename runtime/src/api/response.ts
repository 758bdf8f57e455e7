import { type Responded, RESPONSE, type Unchecked } from '../call/definitions.js';
import { exactJson } from '../utils/exact-json.js';
import { JSON_TYPE, textOf, TEXTUAL } from './text.js';

/** The response of an API with a status below 400. */
export interface ApiResponse extends Responded {
  /** URL of the request, without what signing adds. */
  url?: string;
  status: number;
  headers: Headers;
  /**
   * Parsed JSON, a list for JSON Lines; other text as a string; binary content as a `Uint8Array`; undefined without a body.
   * Integers that a JavaScript number cannot hold are strings.
   */
  body: Unchecked;
  /** The body, where it is text, as it was sent. */
  text?: string;
  /** Its text as an error can repeat it: on one line, without markup, stack traces and the secrets of the request. */
  quotable?(text: string): string;
}

/** @param accept what the request asked for: the type of a response whose own type says nothing */
export async function apiResponse(response: Response, accept = ''): Promise<ApiResponse> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const sent = headers.get('content-type') ?? '';
  const type = UNSPECIFIC.test(sent) && isOf(accept, bytes) ? accept : sent;
  const text = textOf(bytes, type);
  const body: unknown = text === undefined ? bytes : valueOf(text, type);
  return {
    [RESPONSE]: true,
    status,
    headers,
    body: body as Unchecked,
    ...(text !== undefined && { text }),
  }; // not checked yet
}

/** Whether the bytes are what was asked for: JSON, which is the default, only where they look like it. */
const isOf = (accept: string, bytes: Uint8Array) =>
  TEXTUAL.test(accept) &&
  (!JSON_TYPE.test(accept) ||
    /^\s*[{[]/.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1')));

function valueOf(text: string, type: string): unknown {
  if (text === '' || (JSON_TYPE.test(type) && text.trim() === '')) return undefined;
  try {
    if (JSON_LINES.test(type)) return text.split(/\r?\n|\r/).flatMap(valueIn);
    // Some APIs send JSON as text; a line such as "1.0" is text.
    return JSON_TYPE.test(type) || type === '' || /^\s*[{[]/.test(text) ? parsed(text) : text;
  } catch {
    return text;
  }
}

function valueIn(line: string): unknown[] {
  const json = line.replace(RECORD_SEPARATOR, '').trim();
  return json === '' ? [] : [parsed(json)];
}

/** `)]}'` before JSON keeps it from being run as a script (Gerrit, Google). */
const SCRIPT_GUARD = /^\)\]\}',?\s*\n/;

const parsed = (text: string): unknown => exactJson(text.replace(SCRIPT_GUARD, ''));

/** Files; but some APIs send JSON and text so. */
const UNSPECIFIC = /^(?:application|binary)\/octet-stream\b/i;

const RECORD_SEPARATOR = '\u001e';

/** One JSON value a line; RFC 7464 for `json-seq`. */
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)\b/i;
