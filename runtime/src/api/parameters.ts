import { jsonOf } from '../utils/exact-json.js';
import { ApiError } from './api-error.js';

/** `bigint`: what a JSON number would round. */
export type Scalar = string | number | bigint | boolean;
/** A flat object, as parameters have it; `undefined` is left out. */
export type Fields = Readonly<Record<string, Scalar | undefined>>;

/** The text itself. @throws ApiError for half of a surrogate pair, which has no encoding in UTF-8 */
export function wellFormed(text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new ApiError('arguments', `${JSON.stringify(text)} is not well-formed Unicode.`);
  }
  return text;
}

/** Only the unreserved characters of RFC 3986 stay as they are. */
export const encodeParameter = (value: unknown): string =>
  encodeURIComponent(wellFormed(String(value))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** How often a value may be encoded: each proxy on the way may decode it once. */
const MAX_ENCODINGS = 4;

/**
 * What proxies make of a path: the ASCII characters of all encodings.
 * @throws ApiError where there are more encodings than proxies on any way
 */
export function decodeParameter(path: string): string {
  let text = path;
  for (let round = 0; text.includes('%'); round++) {
    const next = text.replace(/%[0-7][\da-f]/gi, (hex) =>
      String.fromCharCode(Number.parseInt(hex.slice(1), 16)),
    );
    if (next === text) break;
    if (round === MAX_ENCODINGS) {
      throw new ApiError('arguments', 'A part of the path is percent-encoded several times.');
    }
    text = next;
  }
  return text;
}

/**
 * The text of a value within a segment of a path, not encoded.
 * @throws ApiError for one with a slash, in any encoding: a proxy that decodes the path would see two segments
 */
export function segmentText(value: unknown): string {
  const text = wellFormed(String(value));
  const [found] = /[/\\]/.exec(decodeParameter(text)) ?? [];
  if (found === undefined) return text;
  throw new ApiError(
    'arguments',
    `A value in the path has "${found}", which this path cannot have.`,
  );
}

const present = (fields: Fields): [string, Scalar][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));

const isList = (value: readonly Scalar[] | Fields): value is readonly Scalar[] =>
  Array.isArray(value);

/** A path parameter that is written in a way of its own, encoded. */
export type PathParameter = () => string;

type Value = Scalar | readonly Scalar[] | Fields;

/**
 * A value that may have slashes, which are sent encoded: `a%2Fb`. Where a proxy decodes them, they
 * lead below this segment. Only for APIs that document such values, such as names of branches.
 * @example path`/projects/${withSlashes(project)}`
 */
export const withSlashes =
  (value: Scalar): PathParameter =>
  () => {
    const text = wellFormed(String(value));
    for (const part of decodeParameter(text).split('/')) segmentText(part);
    return encodeURIComponent(text);
  };

interface Explode {
  /** Each item or field on its own, as in OpenAPI. */
  explode?: boolean;
}

/**
 * A list or an object within a segment: `1,2,3`.
 * @example path`/rooms/${simple(ids)}`
 */
export const simple =
  (value: Value, { explode = false }: Explode = {}): PathParameter =>
  () =>
    partsOf(value, explode).join(',');

/**
 * A value after a period: `.1,2,3`.
 * @example path`/rooms${label(ids)}`
 */
export const label =
  (value: Value, { explode = false }: Explode = {}): PathParameter =>
  () =>
    `.${partsOf(value, explode).join(explode ? '.' : ',')}`;

/**
 * A value with its name after a semicolon: `;ids=1,2,3`.
 * @example path`/rooms${matrix('ids', ids)}`
 */
export const matrix =
  (name: string, value: Value, { explode = false }: Explode = {}): PathParameter =>
  () => {
    const parts = partsOf(value, explode);
    if (!explode || typeof value !== 'object')
      return `;${encodeParameter(name)}=${parts.join(',')}`;
    return parts
      .map((part) => (isList(value) ? `;${encodeParameter(name)}=${part}` : `;${part}`))
      .join('');
  };

/** @throws ApiError for a value without text: the path would lead elsewhere */
function partsOf(value: Value, explode: boolean): string[] {
  const parts = allParts(value, explode);
  if (parts.every((part) => part === '')) {
    throw new ApiError('arguments', 'A part of the path is empty.');
  }
  return parts;
}

const encodedPart = (value: unknown) => encodeParameter(segmentText(value));

function allParts(value: Value, explode: boolean): string[] {
  if (typeof value !== 'object') return [encodedPart(value)];
  if (isList(value)) return value.map(encodedPart);
  return present(value).flatMap(([key, item]) =>
    explode ? [`${encodedPart(key)}=${encodedPart(item)}`] : [encodedPart(key), encodedPart(item)],
  );
}

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
      : [value ?? []].flat().map((item) => `${encodeParameter(name)}=${encodeParameter(item)}`),
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
  const text = parts.map(encodeParameter).join(SEPARATORS[separator]);
  return (name) => (parts.length === 0 ? '' : `${encodeParameter(name)}=${text}`);
}

/**
 * An object as `filter[state]=open&filter[author]=ann`, at any depth; a list as `lists` says: `ids[]=1&ids[]=2`; any
 * other value as it is.
 * @example query: { filter: deepObject(filter) }
 */
export function deepObject(
  value: unknown,
  { lists = 'repeat' }: { lists?: ListNames } = {},
): QueryParameter {
  return (name) =>
    nestedFields(value, lists, name)
      .map(([field, item]) => `${encodeParameter(field)}=${encodeParameter(item)}`)
      .join('&');
}

/**
 * A value as JSON, for parameters with the content type `application/json`.
 * @example query: { filter: json(filter) }
 */
export function json(value: unknown): QueryParameter {
  return (name) =>
    value === undefined ? '' : `${encodeParameter(name)}=${encodeParameter(jsonOf(value))}`;
}

/**
 * A value whose reserved characters are sent as they are (`allowReserved`), except those that end it: `#`, `&`, `+`.
 * @example query: { path: reserved('/docs/a.md') } // path=/docs/a.md
 */
export function reserved(value: Scalar | readonly Scalar[] | undefined): QueryParameter {
  const encodeReserved = (item: Scalar) =>
    encodeParameter(item).replace(
      /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g,
      decodeURIComponent,
    );
  return (name) =>
    [value ?? []]
      .flat()
      .map((item) => `${encodeParameter(name)}=${encodeReserved(item)}`)
      .join('&');
}

/** How the items of a list are named: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ListNames = 'repeat' | 'brackets' | 'indices';

const MAX_DEPTH = 32;

/** The values in a value with their names: `address[city]`. Null and undefined are left out. */
export function nestedFields(
  value: unknown,
  lists: ListNames,
  name: string,
  depth = 0,
): [string, Scalar][] {
  if (depth > MAX_DEPTH) throw new ApiError('arguments', 'The arguments are nested too deeply.');
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, value as Scalar]]; // JSON has no other values
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [itemName(name, index, lists), item])
    : Object.entries(value).map(([key, item]) => [`${name}[${key}]`, item]);
  return entries.flatMap(([inner, item]) => nestedFields(item, lists, inner, depth + 1));
}

function itemName(name: string, index: number, lists: ListNames): string {
  if (lists === 'repeat') return name;
  return lists === 'brackets' ? `${name}[]` : `${name}[${index}]`;
}

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
