import { losesDigits } from '../../runtime/src/utils/exact-json.js';
import { parseJson } from '../model/json.js';

/** Begins a text that stands for a number whose digits JavaScript would lose. */
const NUMBER_MARK = '\u0000number:';
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARKED_NUMBER = /"\\u0000number:(-?\d[\d.eE+-]*)"/g;

/** Returns the digits of a number that `parseExactly` has replaced by a text. */
export const exactDigits = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith(NUMBER_MARK)
    ? value.slice(NUMBER_MARK.length)
    : undefined;

/** Returns the value of a JSON text, with texts for numbers that JavaScript would round; undefined if it is invalid. */
export function parseExactly(json: string): unknown {
  const value = parseJson(json);
  if (value === undefined || !/\d{16}/.test(json)) return value;
  const marked = json.replace(STRING_OR_NUMBER, (token) =>
    !token.startsWith('"') && losesDigits(token) ? JSON.stringify(NUMBER_MARK + token) : token,
  );
  return parseJson(marked);
}

/** Returns JSON with the digits of all numbers. */
export const exactJsonText = (value: unknown): string =>
  JSON.stringify(value).replace(MARKED_NUMBER, '$1');

/** Returns whether a value contains a number that JavaScript would round. */
export const hasExactDigits = (value: unknown): boolean => {
  const json = JSON.stringify(value) as string | undefined; // undefined has none
  return json !== undefined && exactJsonText(value) !== json;
};
