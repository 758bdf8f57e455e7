import { ApiError } from '../api-error.js';
import { jsonOf } from '../../http/exact-json.js';
import { wellFormed } from '../parameters/encoding.js';

/** RFC 9110 section 8.3.1: a type, a subtype, parameters. */
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(;[ -~]*)?$/;

export function mediaType(type: string): string {
  if (MEDIA_TYPE.test(type)) return type;
  throw new ApiError('arguments', `${JSON.stringify(type)} is not a content type.`);
}

/**
 * The bytes of a base64 argument; base64url and a `data:` prefix are accepted.
 * @throws ApiError for other text
 */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = base64.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s/g, '');
  if (!/^[\w+/-]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) {
    throw new ApiError('arguments', 'The content of the file is not base64.');
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/**
 * A body of text; no body without an argument.
 * @example body: text(markdown, 'text/markdown')
 */
export const text = (
  content: string | undefined,
  type = 'text/plain;charset=utf-8',
): Blob | undefined =>
  content === undefined ? undefined : new Blob([wellFormed(content)], { type: mediaType(type) });

/**
 * A body of bytes, from a base64 argument; no body without one.
 * @example body: binary(content, 'application/pdf')
 */
export const binary = (
  base64: string | undefined,
  type = 'application/octet-stream',
): Blob | undefined =>
  base64 === undefined ? undefined : new Blob([bytesOf(base64)], { type: mediaType(type) });

/**
 * A body of JSON Lines: each item on a line; no body without a list.
 * @example body: jsonLines(operations, 'application/x-ndjson')
 */
export const jsonLines = (
  items: readonly unknown[] | undefined,
  type = 'application/x-ndjson',
): Blob | undefined => text(items?.map((item) => `${jsonOf(item)}\n`).join(''), type);
