import type { Unchecked } from '../provider/define.js';

export interface ApiResponse {
  status: number;
  headers: Headers;
  /** Parsed JSON, a list for JSON Lines; other text as a string; binary content as a `Uint8Array`; undefined without a body. */
  body: Unchecked;
}

export async function apiResponse(response: Response): Promise<ApiResponse> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = contentOf(bytes, headers.get('content-type') ?? '') as Unchecked; // not checked yet
  return { status, headers, body };
}

function contentOf(bytes: Uint8Array, type: string): unknown {
  if (bytes.length === 0) return undefined;
  const text = textOf(bytes, type);
  if (text === undefined) return bytes;
  try {
    if (JSON_LINES.test(type)) return text.split(/\r?\n|\r/).flatMap(valueIn);
    // Some APIs send JSON as text; a line such as "1.0" is text.
    return /[/+]json\b/i.test(type) || type === '' || /^\s*[{[]/.test(text)
      ? JSON.parse(text)
      : text;
  } catch {
    return text;
  }
}

function valueIn(line: string): unknown[] {
  const json = line.replace(RECORD_SEPARATOR, '').trim();
  return json === '' ? [] : [JSON.parse(json)];
}

const RECORD_SEPARATOR = '\u001e';

/** One JSON value a line; RFC 7464 for `json-seq`. */
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)\b/i;

const TEXTUAL =
  /^(text\/|$)|[/+](json|ndjson|jsonl|jsonlines|xml|yaml|javascript|x-ndjson|x-www-form-urlencoded)\b/i;

/** Undefined for content that is not text, whatever its type says. A byte order mark is left out. */
function textOf(bytes: Uint8Array, type: string): string | undefined {
  if (!TEXTUAL.test(type)) return undefined;
  const [, charset = 'utf-8'] = /;\s*charset="?([\w:-]+)/i.exec(type) ?? [];
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
