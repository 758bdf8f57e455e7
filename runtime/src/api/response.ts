import { type Responded, RESPONSE, type Unchecked } from '../call/define/definitions.js';
import { exactJson } from '../utils/exact-json.js';
import { decodeText, JSON_TYPE, TEXT_TYPE } from './decode-text.js';

/** A response of an API with a status below 400. */
export interface ApiResponse extends Responded {
  /** URL of the unsigned request. */
  url?: string;
  status: number;
  headers: Headers;
  /**
   * Parsed JSON, or a list for JSON Lines; other text as a string; binary content as a
   * `Uint8Array`; undefined without a body. Integers that a JavaScript number cannot represent are
   * strings.
   */
  body: Unchecked;
  /** The body as it was sent, if it is text. */
  text?: string;
  /**
   * Sanitizes a text of the response for an error: one line, without markup, stack traces and the
   * secrets of the request.
   */
  quotable?(text: string): string;
}

/** Type for files, with which some APIs send JSON and text. */
const UNSPECIFIC_TYPE = /^(?:application|binary)\/octet-stream\b/i;

/** @param accept `Accept` header of the request, which replaces an unspecific type of the response */
export async function apiResponse(response: Response, accept = ''): Promise<ApiResponse> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const sentType = headers.get('content-type') ?? '';
  const type = UNSPECIFIC_TYPE.test(sentType) && matchesType(accept, bytes) ? accept : sentType;
  const text = decodeText(bytes, type);
  const body: unknown = text === undefined ? bytes : bodyValue(text, type);
  return {
    [RESPONSE]: true,
    status,
    headers,
    body: body as Unchecked, // not checked yet
    ...(text !== undefined && { text }),
  };
}

/** Returns whether the bytes may have the accepted type. JSON, which is the default, must look like JSON. */
const matchesType = (accept: string, bytes: Uint8Array) =>
  TEXT_TYPE.test(accept) &&
  (!JSON_TYPE.test(accept) ||
    /^\s*[{[]/.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1')));

/** Types with one JSON value per line; RFC 7464 for `json-seq`. */
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)\b/i;

function bodyValue(text: string, type: string): unknown {
  if (text === '' || (JSON_TYPE.test(type) && text.trim() === '')) return undefined;
  try {
    if (JSON_LINES.test(type)) return text.split(/\r?\n|\r/).flatMap(valueIn);
    // Some APIs send JSON with a text type. A line such as "1.0" is text.
    return JSON_TYPE.test(type) || type === '' || /^\s*[{[]/.test(text) ? parseJson(text) : text;
  } catch {
    return text;
  }
}

const RECORD_SEPARATOR = '\u001e';

function valueIn(line: string): unknown[] {
  const json = line.replace(RECORD_SEPARATOR, '').trim();
  return json === '' ? [] : [parseJson(json)];
}

/** The prefix `)]}'` prevents JSON from running as a script (Gerrit, Google). */
const SCRIPT_GUARD = /^\)\]\}',?\s*\n/;

const parseJson = (text: string): unknown => exactJson(text.replace(SCRIPT_GUARD, ''));
