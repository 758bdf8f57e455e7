import type { Fields, Scalar } from './encoding.js';
import { encoded, isList, present } from './encoding.js';

/**
 * A list or an object in a header: `1,2,3`; with `explode`, the fields of an object are `key=value`.
 * @example headers: { 'x-ids': headerList(ids) }
 */
export function headerList(
  value: readonly Scalar[] | Fields | undefined,
  { explode = false }: { explode?: boolean } = {},
): string | undefined {
  if (value === undefined) return undefined;
  const parts = isList(value)
    ? value
    : present(value).flatMap(([key, item]) => (explode ? [`${key}=${item}`] : [key, item]));
  return parts.length === 0 ? undefined : parts.join(',');
}

/**
 * Cookies, with encoded values.
 * @example headers: { cookie: cookies({ region, debug: true }) }
 */
export function cookies(values: Fields): string | undefined {
  const parts = present(values).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return parts.length === 0 ? undefined : parts.join('; ');
}
