import { wellFormed } from '../parameters/encoding.js';
import type { ListNames } from '../parameters/nested.js';
import { nestedFields } from '../parameters/nested.js';

/**
 * A body of type `application/x-www-form-urlencoded`. Objects use brackets, `address[city]=Bern`; lists repeat their name
 * unless `lists` says otherwise. Values that are null or undefined are left out.
 * @example body: form({ amount, currency, metadata }, { lists: 'indices' })
 */
export const form = (
  fields: object,
  { lists = 'repeat' }: { lists?: ListNames } = {},
): URLSearchParams =>
  new URLSearchParams(
    nestedFields(fields, lists).map(([name, value]): [string, string] => [
      wellFormed(name),
      wellFormed(String(value)),
    ]),
  );
