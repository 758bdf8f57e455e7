import { exactJsonText } from '../utils/exact-json.js';
import { ApiError } from './api-error.js';

/** A scalar value; `bigint` is for integers that a JSON number would round. */
export type Scalar = string | number | bigint | boolean;
/** A flat object; undefined members are omitted. */
export type Fields = Readonly<Record<string, Scalar | undefined>>;

/** Returns the text. @throws ApiError for a lone surrogate, which UTF-8 cannot encode */
export function requireWellFormed(text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new ApiError('arguments', `${JSON.stringify(text)} is not well-formed Unicode.`);
  }
  return text;
}

/** Percent-encodes all characters except the unreserved ones of RFC 3986. */
export const encodeParameter = (value: unknown): string =>
  encodeURIComponent(requireWellFormed(String(value))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Most nested encodings of a value: each proxy may decode it once. */
const MAX_ENCODINGS = 4;

/**
 * Decodes a path as a chain of proxies would: the ASCII characters of all nested encodings.
 * @throws ApiError for more encodings than any chain of proxies decodes
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
 * Returns the unencoded text of a value within a path segment.
 * @throws ApiError for a value with a slash in any encoding, because a proxy that decodes the path
 * would see two segments
 */
export function segmentText(value: unknown): string {
  const text = requireWellFormed(String(value));
  const [slash] = /[/\\]/.exec(decodeParameter(text)) ?? [];
  if (slash === undefined) return text;
  throw new ApiError(
    'arguments',
    `A value in the path has "${slash}", which this path cannot have.`,
  );
}

const definedEntries = (fields: Fields): [string, Scalar][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));

const isList = (value: readonly Scalar[] | Fields): value is readonly Scalar[] =>
  Array.isArray(value);

/** A path parameter with its own serialization, encoded. */
export type PathParameter = () => string;

type ParameterValue = Scalar | readonly Scalar[] | Fields;

/**
 * Returns a value with slashes, which are sent encoded: `a%2Fb`. If a proxy decodes them, they lead
 * below this segment, so use it only for APIs that document such values, such as names of branches.
 * @example path`/projects/${withSlashes(project)}`
 */
export const withSlashes =
  (value: Scalar): PathParameter =>
  () => {
    const text = requireWellFormed(String(value));
    for (const part of decodeParameter(text).split('/')) segmentText(part);
    return encodeURIComponent(text);
  };

interface Explode {
  /** Serializes each item or field separately, as in OpenAPI. */
  explode?: boolean;
}

/**
 * Serializes a list or an object within a segment: `1,2,3`.
 * @example path`/rooms/${simple(ids)}`
 */
export const simple =
  (value: ParameterValue, { explode = false }: Explode = {}): PathParameter =>
  () =>
    partsOf(value, explode).join(',');

/**
 * Serializes a value after a period: `.1,2,3`.
 * @example path`/rooms${label(ids)}`
 */
export const label =
  (value: ParameterValue, { explode = false }: Explode = {}): PathParameter =>
  () =>
    `.${partsOf(value, explode).join(explode ? '.' : ',')}`;

/**
 * Serializes a value with its name after a semicolon: `;ids=1,2,3`.
 * @example path`/rooms${matrix('ids', ids)}`
 */
export const matrix =
  (name: string, value: ParameterValue, { explode = false }: Explode = {}): PathParameter =>
  () => {
    const parts = partsOf(value, explode);
    if (!explode || typeof value !== 'object')
      return `;${encodeParameter(name)}=${parts.join(',')}`;
    return parts
      .map((part) => (isList(value) ? `;${encodeParameter(name)}=${part}` : `;${part}`))
      .join('');
  };

/** @throws ApiError for a value without text, because the path would lead elsewhere */
function partsOf(value: ParameterValue, explode: boolean): string[] {
  const parts = allParts(value, explode);
  if (parts.every((part) => part === '')) {
    throw new ApiError('arguments', 'A part of the path is empty.');
  }
  return parts;
}

const encodePart = (value: unknown) => encodeParameter(segmentText(value));

function allParts(value: ParameterValue, explode: boolean): string[] {
  if (typeof value !== 'object') return [encodePart(value)];
  if (isList(value)) return value.map(encodePart);
  return definedEntries(value).flatMap(([key, item]) =>
    explode ? [`${encodePart(key)}=${encodePart(item)}`] : [encodePart(key), encodePart(item)],
  );
}

/** Serializes a query parameter: returns `name=value&…`, encoded, for its name; an empty string omits it. */
export type QueryParameter = (name: string) => string;

/** Query parameters by name. A list is sent as one parameter per item; undefined is omitted. */
export type QueryParameters = Record<
  string,
  Scalar | readonly Scalar[] | QueryParameter | undefined
>;

/**
 * Returns encoded `name=value` pairs; a list has one for each item.
 * @throws ApiError for a name that two parameters send, because an API reads only one of them
 */
export function queryParts(query: QueryParameters): string[] {
  const senders = new Map<string, string>();
  return Object.entries(query).flatMap(([name, value]) => {
    const parts = partsOfParameter(name, value);
    for (const key of new Set(parts.map((part) => part.split('=')[0] ?? ''))) {
      const container = [senders.get(key), name].find(
        (sender) => sender !== undefined && encodeParameter(sender) !== key,
      );
      if (senders.has(key)) throw repeatedName(key, container ?? name);
      senders.set(key, name);
    }
    return parts;
  });
}

function partsOfParameter(name: string, value: QueryParameters[string]): string[] {
  if (typeof value === 'function') return value(name).split('&').filter(Boolean);
  return [value ?? []].flat().map((item) => `${encodeParameter(name)}=${encodeParameter(item)}`);
}

function repeatedName(key: string, container: string): ApiError {
  const [name = key] = new URLSearchParams(key).keys();
  return new ApiError(
    'arguments',
    `"${container}" contains ${JSON.stringify(name)}, which is also another parameter of this request. Leave it out of "${container}".`,
  );
}

/**
 * Serializes each member of an object as a parameter of its own, `state=open&count=2`: in OpenAPI
 * the style form with `explode`. A list repeats the name of its member.
 * @example query: { filter: members(filter) }
 */
export const members =
  (
    value: Readonly<Record<string, Scalar | readonly Scalar[] | undefined>> | undefined,
  ): QueryParameter =>
  () =>
    queryParts(value ?? {}).join('&');

const SEPARATORS = { commas: ',', spaces: '%20', tabs: '%09', pipes: '%7C' };

/**
 * Serializes a list as one parameter, `ids=1,2,3`, or an object as `key,value,key,value`: in
 * OpenAPI `explode: false` with the styles form, spaceDelimited and pipeDelimited; in Swagger 2.0
 * csv, ssv, tsv and pipes.
 * @example query: { ids: list(ids, 'pipes') }
 */
export function list(
  value: Scalar | readonly Scalar[] | Fields | undefined,
  separator: keyof typeof SEPARATORS = 'commas',
): QueryParameter {
  const parts =
    typeof value === 'object' && !isList(value)
      ? definedEntries(value).flat()
      : [value ?? []].flat();
  const text = parts.map(encodeParameter).join(SEPARATORS[separator]);
  return (name) => (parts.length === 0 ? '' : `${encodeParameter(name)}=${text}`);
}

/**
 * Serializes an object as `filter[state]=open&filter[author]=ann` at any depth, a list as `lists`
 * states, such as `ids[]=1&ids[]=2`, and any other value as it is.
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
 * Serializes a value as JSON, for parameters with the content type `application/json`.
 * @example query: { filter: json(filter) }
 */
export function json(value: unknown): QueryParameter {
  return (name) =>
    value === undefined ? '' : `${encodeParameter(name)}=${encodeParameter(exactJsonText(value))}`;
}

/**
 * Sends reserved characters of a value unencoded (`allowReserved`), except those that end it: `#`,
 * `&`, `+`.
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

/** Names of list items: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ListNames = 'repeat' | 'brackets' | 'indices';

const MAX_DEPTH = 32;

/** Returns the values within a value with their names, such as `address[city]`. Null and undefined are omitted. */
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
 * Serializes a list or an object in a header: `1,2,3`; with `explode`, the fields of an object are
 * `key=value`.
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
    : definedEntries(value).flatMap(([key, item]) => (explode ? [`${key}=${item}`] : [key, item]));
  return parts.length === 0 ? undefined : parts.join(',');
}

/**
 * Serializes a value as ASCII JSON in a header.
 * @example headers: { 'dropbox-api-arg': headerJson({ path, mode }) }
 */
export const headerJson = (value: unknown): string | undefined =>
  value === undefined
    ? undefined
    : exactJsonText(value).replace(
        /[^\x20-\x7e]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );

/**
 * Serializes cookies with encoded values.
 * @example headers: { cookie: cookies({ region, debug: true }) }
 */
export function cookies(values: QueryParameters): string | undefined {
  const parts = queryParts(values).filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('; ').replaceAll('&', '; ');
}
