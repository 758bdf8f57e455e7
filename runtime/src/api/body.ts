import { exactJsonText } from '../utils/exact-json.js';
import { acceptedType, BINARY_TYPE, typeOfFile } from '../utils/file-type.js';
import { isObject } from '../utils/is-object.js';
import { ApiError } from './api-error.js';
import {
  deepObject,
  type ListNames,
  type QueryParameter,
  queryParts,
  requireWellFormed,
} from './parameters.js';

/** Media type: type, subtype and parameters (RFC 9110 section 8.3.1). */
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(;[ -~]*)?$/;

function requireMediaType(type: string): string {
  if (MEDIA_TYPE.test(type)) return type;
  throw new ApiError('arguments', `${JSON.stringify(type)} is not a content type.`);
}

/** Returns the media type of a file. If several types are accepted, the content decides. */
const fileType = (acceptedTypes: string, bytes: Uint8Array<ArrayBuffer>): string =>
  requireMediaType(
    MEDIA_TYPE.test(acceptedTypes)
      ? acceptedTypes
      : acceptedType(acceptedTypes, Buffer.from(bytes.buffer)),
  );

/**
 * Returns the bytes of a Base64 argument; base64url and a `data:` prefix are accepted.
 * @throws ApiError for other text
 */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = base64.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s/g, '');
  if (!/^[\w+/-]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) {
    throw new ApiError('arguments', 'The content of the file is not base64.');
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/**
 * Returns the body of an update.
 * @throws ApiError if it has no value, because some APIs answer as if something had changed
 * @example body: changes({ title, state })
 */
export function changes<Body extends object>(body: Body): Body {
  if (Object.values(body).some(hasValue)) return body;
  throw new ApiError('arguments', 'Nothing would change. State at least one value to change.');
}

/** An object is a value unless all its members are absent: an empty one can clear something. */
const hasValue = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length > 0
    ? Object.values(value).some(hasValue)
    : value !== undefined;

/**
 * Returns a body of text; undefined without an argument.
 * @example body: text(markdown, 'text/markdown')
 */
export const text = (
  content: string | undefined,
  type = 'text/plain;charset=utf-8',
): Blob | undefined =>
  content === undefined
    ? undefined
    : new Blob([requireWellFormed(content)], { type: requireMediaType(type) });

/**
 * Returns a body of bytes from a Base64 argument; undefined without one.
 * @param type media type; the content decides if it allows several, such as `image/*` or
 * `image/png, image/jpeg`
 * @example body: binary(content, 'application/pdf')
 */
export function binary(base64: string | undefined, type = BINARY_TYPE): Blob | undefined {
  if (base64 === undefined) return undefined;
  const bytes = bytesOf(base64);
  return new Blob([bytes], { type: fileType(type, bytes) });
}

/**
 * Returns a body of JSON Lines with one item per line; undefined without a list.
 * @example body: jsonLines(operations, 'application/x-ndjson')
 */
export const jsonLines = (
  items: readonly unknown[] | undefined,
  type = 'application/x-ndjson',
): Blob | undefined => text(items?.map((item) => `${exactJsonText(item)}\n`).join(''), type);

/**
 * Returns a body of type `application/x-www-form-urlencoded`. Objects use brackets,
 * `address[city]=Bern`; lists repeat their name unless `lists` states otherwise; an object in
 * `members` has no brackets. Values that are null or undefined are omitted. Undefined if there are
 * no fields.
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
  const parameters = Object.entries(fields).map(([name, value]): [string, QueryParameter] => [
    name,
    typeof value === 'function' ? (value as QueryParameter) : deepObject(value, { lists }),
  ]);
  return new URLSearchParams(queryParts(Object.fromEntries(parameters)).join('&'));
}

/** A part of a multipart body with a content type; a file also has a name. */
export class TypedPart {
  constructor(
    readonly bytes: Uint8Array<ArrayBuffer>,
    readonly type: string,
    readonly name?: string,
  ) {}
}

/**
 * Returns a file from a Base64 argument; undefined without one.
 * @example body: multipart({ title, image: file(content, { name: file_name, type: 'image/png' }) })
 */
export function file(base64: string, options?: FileOptions): TypedPart;
export function file(base64: string | undefined, options?: FileOptions): TypedPart | undefined;
export function file(
  base64: string | undefined,
  { name = 'file', type }: FileOptions = {},
): TypedPart | undefined {
  if (base64 === undefined) return undefined;
  const bytes = bytesOf(base64);
  const ownType = type === undefined ? typeOfFile(name, Buffer.from(bytes)) : fileType(type, bytes);
  return new TypedPart(bytes, ownType, name);
}

/** Returns files from Base64 arguments. */
export const files = (
  base64: readonly string[] | undefined,
  options?: FileOptions,
): TypedPart[] | undefined => base64?.map((content) => file(content, options));

/** File name and media type of a part; `type` works as in `binary`. Without one, the end of the name decides, or else the first bytes. */
export interface FileOptions {
  name?: string | undefined;
  type?: string | undefined;
}

/**
 * Returns a part with a content type and without a file name: text as it is, other values as JSON.
 * @example body: multipart({ metadata: part(metadata, 'application/json') })
 */
export function part(value: unknown, type: string): TypedPart | undefined {
  if (value === undefined || value === null) return undefined;
  const isText = typeof value === 'string' && !/[/+]json\b/i.test(type);
  return new TypedPart(utf8(isText ? value : exactJsonText(value)), requireMediaType(type));
}

type Subtype = 'form-data' | 'related';

interface Part {
  type: string;
  head: string;
  data: Uint8Array<ArrayBuffer>;
}

/**
 * Returns a body of type `multipart/form-data`: text, files, and objects as JSON. A list has a part
 * for each item; values that are null or undefined are omitted. Undefined if there are no fields.
 *
 * It does not use `FormData`, which gives a file name to every part with a content type and changes
 * its boundary with each request.
 */
export function multipart(fields: object): Blob;
export function multipart(fields: object | undefined): Blob | undefined;
export function multipart(fields: object | undefined): Blob | undefined {
  return multipartBody(fields, 'form-data');
}

/**
 * Returns a body of type `multipart/related` (RFC 2387): like `multipart`, but its parts have no
 * names.
 * @example body: related({ metadata, media: file(content, { type: 'image/png' }) })
 */
export const related = (fields: object | undefined): Blob | undefined =>
  multipartBody(fields, 'related');

function multipartBody(fields: object | undefined, subtype: Subtype): Blob | undefined {
  if (fields === undefined) return undefined;
  const parts = Object.entries(fields).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) =>
      item === undefined || item === null ? [] : [partOf(name, item, subtype)],
    ),
  );
  const boundary = boundaryOf(parts);
  const chunks = parts.flatMap(({ head, data }) => [
    `--${boundary}\r\n${head}\r\n\r\n`,
    data,
    '\r\n',
  ]);
  const root = subtype === 'related' ? typeParameter(parts) : '';
  return new Blob([...chunks, `--${boundary}--\r\n`], {
    type: `multipart/${subtype}; boundary=${boundary}${root}`,
  });
}

/** Returns the required parameter `type`: the media type of the first part (RFC 2387 section 3.1). */
const typeParameter = ([root]: readonly Part[]): string =>
  root === undefined ? '' : `; type="${root.type.split(';', 1)[0]?.trim()}"`;

function partOf(name: string, value: unknown, subtype: Subtype): Part {
  const typedPart = value instanceof TypedPart ? value : typedPartOf(value, subtype);
  const { bytes, type, name: fileName } = typedPart;
  const fileNameParameter = fileName === undefined ? '' : `; filename="${escapeName(fileName)}"`;
  const head = [
    ...(subtype === 'related'
      ? []
      : [`Content-Disposition: form-data; name="${escapeName(name)}"${fileNameParameter}`]),
    ...(type === '' ? [] : [`Content-Type: ${type}`]),
  ];
  return { type, head: head.join('\r\n'), data: bytes };
}

/** Converts a value to a part. Text of a form needs no type; a related part has no other description. */
function typedPartOf(value: unknown, subtype: Subtype): TypedPart {
  const isText = typeof value === 'string';
  const bytes = utf8(isText ? value : exactJsonText(value)); // also for numbers and booleans
  const defaultType = subtype === 'related' ? 'text/plain;charset=utf-8' : '';
  return new TypedPart(bytes, typeof value === 'object' ? 'application/json' : defaultType);
}

const utf8 = (text: string) => new TextEncoder().encode(requireWellFormed(text));

/** Escapes a name as browsers do (HTML standard, "multipart/form-data encoding algorithm"). */
const escapeName = (name: string) =>
  requireWellFormed(name).replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/**
 * Returns a boundary that occurs in no part. It depends only on the parts, so that signatures and
 * tests can cover the body.
 */
function boundaryOf(parts: readonly Part[]): string {
  for (let count = 0; ; count++) {
    const boundary = `----part-${String(count).padStart(8, '0')}`;
    if (!parts.some(({ data }) => Buffer.from(data).includes(boundary))) return boundary;
  }
}
