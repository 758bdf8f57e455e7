import type { Unchecked } from '../../call/define/definitions.js';
import { isObject } from '../../utils/is-object.js';
import { ApiError } from '../api-error.js';
import { valueAt } from '../dotted-path.js';
import type { ApiResponse } from '../response.js';

/**
 * Returns the list in a body, or at a dotted path in it. No value at the path is an empty list,
 * because APIs omit empty lists, and so is `null`, which Go writes for a list without a value.
 * @throws ApiError if the value is not a list
 */
export function listOf(body: unknown, path?: string): Unchecked[] {
  const isNested = path !== undefined && isObject(body);
  const list = body === null ? [] : isNested ? (valueAt(body, path) ?? []) : body;
  const hasLocation = path === undefined || isNested || body === null;
  if (hasLocation && Array.isArray(list)) return list as Unchecked[];
  throw new ApiError('response', 'The API did not respond with a list.');
}

/**
 * Returns the list in a response; a response without content (RFC 9110 section 15.3.5) is an empty
 * list.
 * @throws ApiError
 */
export const itemsOf = ({ status, body }: ApiResponse, path?: string): Unchecked[] =>
  status === 204 ? [] : listOf(body, path);

const YES = /^(?:true|t|yes|y|on|[1-9]\d*)$/i;
const NO = /^(?:false|f|no|n|off|none|0*)$/i;

/** Returns a boolean as APIs write it: also as a number, as text, or as the number of remaining items. */
export function booleanOf(value: unknown): boolean | undefined {
  if (!['boolean', 'number', 'string'].includes(typeof value)) return undefined;
  const text = String(value).trim();
  return YES.test(text) ? true : NO.test(text) ? false : undefined;
}

/** Returns a number of items, also from a string. */
export function countOf(value: unknown): number | undefined {
  const isDigits = typeof value === 'string' && /^\s*\d+\s*$/.test(value);
  return typeof value === 'number' || isDigits ? Number(value) : undefined;
}

/** Returns the URL in a value: a string, or an object with it (JSON:API "Links", HAL). */
export function linkUrl(value: unknown): string | undefined {
  const text = isObject(value) ? (value.href ?? value.url) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Cursor values that mean "no further page": 0 ends the lists of Twitter and of SCAN of Redis. */
const NO_CURSOR: readonly unknown[] = [undefined, null, false, '', 0, '0'];

/**
 * Returns the cursor in a value of a body or a header. It may be within a URL of the next page, as
 * Django REST framework sends it, or in an object under the name of the parameter (Intercom).
 */
export function cursorOf(value: unknown, parameter: string): unknown {
  if (NO_CURSOR.includes(value)) return undefined;
  const cursor = linkUrl(value) ?? (isObject(value) ? (value[parameter] ?? value) : value);
  if (isObject(cursor) && Object.keys(cursor).length === 0) return undefined;
  const isUrl = typeof cursor === 'string' && /^(https?:\/\/|[/?])/.test(cursor);
  if (!isUrl || !URL.canParse(cursor, 'http://localhost')) return cursor;
  return new URL(cursor, 'http://localhost').searchParams.get(parameter) ?? cursor;
}
