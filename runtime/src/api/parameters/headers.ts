import { jsonOf } from '../../http/exact-json.js';
import type { Fields, Scalar } from './encoding.js';
import { isList, present } from './encoding.js';
import type { QueryParameters } from './query.js';
import { queryParts } from './query.js';

/**
 * A list or an object in a header: `1,2,3`; with `explode`, the fields of an object are `key=value`.
 * @example headers: { 'x-ids': headerList(ids) }
 */
export function headerList(
  value: Scalar | readonly Scalar[] | Fields | undefined,
  { explode = false }: { explode?: boolean } = {},
): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object') return String(value);
  const parts = isList(value)
    ? value
    : present(value).flatMap(([key, item]) => (explode ? [`${key}=${item}`] : [key, item]));
  return parts.length === 0 ? undefined : parts.join(',');
}

/**
 * A value as JSON in a header, in ASCII.
 * @example headers: { 'dropbox-api-arg': headerJson({ path, mode }) }
 */
export const headerJson = (value: unknown): string | undefined =>
  value === undefined
    ? undefined
    : jsonOf(value).replace(
        /[^\x20-\x7e]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );

/**
 * Cookies, with encoded values.
 * @example headers: { cookie: cookies({ region, debug: true }) }
 */
export function cookies(values: QueryParameters): string | undefined {
  const parts = queryParts(values).filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('; ').replaceAll('&', '; ');
}
