import { wellFormed } from '../parameters/encoding.js';
import type { ListNames } from '../parameters/nested-fields.js';
import { nestedFields } from '../parameters/nested-fields.js';

/**
 * A body of type `application/x-www-form-urlencoded`. Objects use brackets, `address[city]=Bern`; lists repeat their name
 * unless `lists` says otherwise. Values that are null or undefined are left out; no body without fields at all.
 * @example body: form({ amount, currency, metadata }, { lists: 'indices' })
 */
export function form(fields: object, options?: { lists?: ListNames }): URLSearchParams;
export function form(
  fields: object | undefined,
  options?: { lists?: ListNames },
): URLSearchParams | undefined;
export function form(
  fields: object | undefined,
  { lists = 'repeat' }: { lists?: ListNames } = {},
): URLSearchParams | undefined {
  if (fields === undefined) return undefined;
  const named = Object.entries(fields).flatMap(([name, value]) => nestedFields(value, lists, name));
  return new URLSearchParams(
    named.map(([name, value]): [string, string] => [wellFormed(name), wellFormed(String(value))]),
  );
}
