import { jsonOf } from '../../http/exact-json.js';
import type { Fields, Scalar } from './encoding.js';
import { encoded, isList, present } from './encoding.js';
import type { ListNames } from './nested-fields.js';
import { nestedFields } from './nested-fields.js';

/** Writes a query parameter in a way of its own: its name becomes `name=value&…`, encoded; empty to leave it out. */
export type QueryParameter = (name: string) => string;

/** Query parameters by name. A list is sent as one parameter per item; undefined is left out. */
export type QueryParameters = Record<
  string,
  Scalar | readonly Scalar[] | QueryParameter | undefined
>;

/** `name=value`, encoded; a list has one for each item. */
export const queryParts = (query: QueryParameters): string[] =>
  Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'function'
      ? value(name)
      : [value ?? []].flat().map((item) => `${encoded(name)}=${encoded(item)}`),
  );

const SEPARATORS = { commas: ',', spaces: '%20', tabs: '%09', pipes: '%7C' };

/**
 * A list in one parameter, `ids=1,2,3`; an object as `key,value,key,value`. In OpenAPI `explode: false` with the styles
 * form, spaceDelimited and pipeDelimited; in Swagger 2.0 csv, ssv, tsv and pipes.
 * @example query: { ids: list(ids, 'pipes') }
 */
export function list(
  value: Scalar | readonly Scalar[] | Fields | undefined,
  separator: keyof typeof SEPARATORS = 'commas',
): QueryParameter {
  const parts =
    typeof value === 'object' && !isList(value) ? present(value).flat() : [value ?? []].flat();
  const text = parts.map(encoded).join(SEPARATORS[separator]);
  return (name) => (parts.length === 0 ? '' : `${encoded(name)}=${text}`);
}

/**
 * An object as `filter[state]=open&filter[author]=ann`, at any depth; a list as `lists` says: `ids[]=1&ids[]=2`; any
 * other value as it is.
 * @example query: { filter: deepObject(filter) }
 */
export function deepObject(
  value: Scalar | object | undefined,
  { lists = 'repeat' }: { lists?: ListNames } = {},
): QueryParameter {
  return (name) =>
    nestedFields(value, lists, name)
      .map(([field, item]) => `${encoded(field)}=${encoded(item)}`)
      .join('&');
}

/**
 * A value as JSON, for parameters with the content type `application/json`.
 * @example query: { filter: json(filter) }
 */
export function json(value: unknown): QueryParameter {
  return (name) => (value === undefined ? '' : `${encoded(name)}=${encoded(jsonOf(value))}`);
}

/**
 * A value whose reserved characters are sent as they are (`allowReserved`), except those that end it: `#`, `&`, `+`.
 * @example query: { path: reserved('/docs/a.md') } // path=/docs/a.md
 */
export function reserved(value: Scalar | readonly Scalar[] | undefined): QueryParameter {
  const kept = (item: Scalar) =>
    encoded(item).replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent);
  return (name) =>
    [value ?? []]
      .flat()
      .map((item) => `${encoded(name)}=${kept(item)}`)
      .join('&');
}
