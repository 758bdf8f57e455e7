import { headerJson, nestedFields } from '../../../../runtime/src/api/parameters.js';
import { acceptedType, typeOfFile } from '../../../../runtime/src/utils/file-type.js';
import { isObject } from '../../../../runtime/src/utils/is-object.js';
import { contentForm, isSeveral } from '../../../model/media-type.js';
import { fillPlaceholders } from '../../../model/text/placeholders.js';
import { type Binding, requestBinding, SEPARATORS, type Slot } from '../binding.js';
import { isRelated } from '../code/request-source.js';
import { acceptOf } from '../code/response-source.js';
import { operationHeading } from '../graphql.js';
import type { ApiTool, RequestSpec, Serialization } from '../spec.js';

/** The request that a test expects, in the form of `ExpectedRequest` of `mcp-provider/testing`. */
export interface ExpectedRequest {
  method: string;
  baseUrl?: string;
  path: string;
  signIn?: RequestSpec['signIn'];
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  idempotencyKey?: string;
  body?: unknown;
  operation?: string;
}

type Arguments = Readonly<Record<string, unknown>>;

export function expectedRequest(
  tool: ApiTool,
  request: RequestSpec,
  args: Arguments,
): ExpectedRequest {
  const { method, baseUrl, path, signIn, headers, idempotencyKey, graphql } = request;
  const { slots, body } = requestBinding(tool);
  const sentSlots = slots.filter(
    ({ argument }) => argument === undefined || Object.hasOwn(args, argument),
  );
  const slotsAt = (place: Slot['place']) =>
    sentSlots
      .filter((slot) => slot.place === place)
      .map(
        (slot) =>
          [slot, slot.argument === undefined ? slot.constant : args[slot.argument]] as const,
      );
  const inPath = new Map(
    slotsAt('path').map(([slot, value]) => [slot.argument, pathText(slot, value)]),
  );
  const query = groupByName(
    slotsAt('query').flatMap(([slot, value]) => parameterFields(slot, value)),
  );
  const type =
    body?.as === 'form' || body?.as === 'multipart' ? undefined : body && bodyType(body, args);
  const cookies = slotsAt('cookie').flatMap(([slot, value]) =>
    parameterFields(slot, value, encodeURIComponent),
  );
  const accept = acceptOf(request);
  const bodyContent = body && expectedBody(body, slotsAt('body'), args);
  const allHeaders = {
    ...(accept !== undefined && { accept }),
    ...(type !== undefined && bodyContent !== undefined && { 'content-type': type }),
    ...headers,
    ...Object.fromEntries(
      slotsAt('header').map(([slot, value]) => [slot.name, headerText(slot, value)]),
    ),
    ...(cookies.length > 0 && { cookie: cookies.map((field) => field.join('=')).join('; ') }),
  };
  const content =
    graphql === undefined || bodyContent === undefined ? bodyContent : { variables: bodyContent };
  return {
    method,
    ...(baseUrl !== undefined && { baseUrl }),
    path: fillPlaceholders(path, (name) => inPath.get(name) ?? ''),
    ...(signIn && { signIn }),
    ...(Object.keys(query).length > 0 && { query }),
    ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(graphql !== undefined && { operation: operationHeading(graphql) }),
    ...(content !== undefined && { body: content }),
  };
}

/** Returns values by name; a repeated name has a list. */
function groupByName<Value>(
  fields: readonly (readonly [string, Value])[],
): Record<string, Value | Value[]> {
  const byName = new Map<string, Value[]>();
  for (const [name, value] of fields) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? values)]),
  );
}

function headerText({ explode, contentType }: Slot, value: unknown): string {
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return headerJson(value) ?? '';
  if (!isObject(value)) return [value].flat().join(',');
  return Object.entries(value)
    .map(([key, item]) => (explode ? `${key}=${String(item)}` : `${key},${String(item)}`))
    .join(',');
}

type SlotValues = readonly (readonly [Slot, unknown])[];

function expectedBody(
  { as, argument, lists, contentType }: NonNullable<Binding['body']>,
  values: SlotValues,
  args: Arguments,
): unknown {
  const argumentValue = argument === undefined ? undefined : args[argument];
  const entries = isObject(argumentValue)
    ? Object.entries(argumentValue).map(([name, value]) => [{ name }, value] as const)
    : values;
  switch (as) {
    case 'text':
    case 'binary':
      return argumentValue;
    case 'json':
      if (argument !== undefined) return argumentValue;
      return values.length === 0
        ? {}
        : Object.fromEntries(values.map(([{ name }, value]) => [name, value]));
    case 'form':
      return groupByName(
        entries.flatMap(([slot, value]) =>
          parameterFields({ ...slot, style: formStyle(slot), ...(lists && { lists }) }, value),
        ),
      );
    case 'multipart':
      if (isRelated(contentType))
        return entries.flatMap(([slot, value]) =>
          partValues(slot, value).map((item) => relatedPart(slot, item)),
        );
      return groupByName(
        entries.flatMap(([slot, value]) =>
          partValues(slot, value).map((item) => [slot.name, partValue(slot, item, args)] as const),
        ),
      );
  }
}

/** Returns the style of a form field: brackets for lists and objects, unless the spec states a style. */
function formStyle({
  shape,
  style,
  explode = (style ?? 'form') === 'form',
}: BodyPart): NonNullable<Slot['style']> {
  if (shape === 'object') return style === 'form' ? 'form' : 'deepObject';
  return shape === 'list' && !explode ? (style ?? 'form') : 'deepObject';
}

type BodyPart = Partial<Slot> & { name: string };

function partValues(part: BodyPart, value: unknown): unknown[] {
  const { contentType, file, style = 'form', explode = style === 'form' } = part;
  if (!Array.isArray(value) || (!file && contentType !== undefined)) return [value];
  return explode ? value : [value.join(SEPARATORS[style] ?? ',')];
}

function partValue(
  { file, fileName, contentType }: BodyPart,
  value: unknown,
  args: Arguments,
): unknown {
  if (!file) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const type = contentType ?? (typeof value === 'object' ? 'application/json' : undefined);
    if (type === undefined) return text;
    return { type, content: contentForm(type) === 'json' ? value : text };
  }
  const statedName = fileName === undefined ? undefined : args[fileName];
  const name = typeof statedName === 'string' ? statedName : 'file';
  return { name, type: partType(contentType, value, name), content: value };
}

/** @param content in base64 */
const partType = (contentType: string | undefined, content: unknown, name = 'file'): string =>
  contentType === undefined
    ? typeOfFile(name, Buffer.from(String(content), 'base64'))
    : fileType(contentType, content);

/** @param content in base64 */
const fileType = (type: string, content: unknown): string =>
  isSeveral(type) ? acceptedType(type, Buffer.from(String(content), 'base64')) : type;

const bodyType = (
  { as, contentType, argument = '' }: NonNullable<Binding['body']>,
  args: Arguments,
) =>
  as === 'binary' && contentType !== undefined
    ? fileType(contentType, args[argument])
    : contentType;

/**
 * Returns the part as the tests of the runtime parse it: objects and lists of JSON as values, other
 * content as base64.
 */
function relatedPart({ file, contentType }: BodyPart, value: unknown): object {
  if (file) return { type: partType(contentType, value), content: value };
  const isStructured = typeof value === 'object';
  const type = contentType ?? (isStructured ? 'application/json' : 'text/plain;charset=utf-8');
  const isJson = contentForm(type) === 'json';
  if (isJson && isStructured) return { type, content: value };
  const text = typeof value === 'string' && !isJson ? value : JSON.stringify(value);
  return { type, content: Buffer.from(text).toString('base64') };
}

/** A name and a value as a server parses them. */
type ParsedField = readonly [name: string, value: string];

type NamedSerialization = Serialization & { name: string };

/**
 * Returns the fields of a query parameter, a cookie or a form field (OpenAPI 3.1, "Style
 * Examples").
 * @param encodeItem encodes one of several values in a field; separators stay as they are
 */
function parameterFields(
  serialization: NamedSerialization,
  value: unknown,
  encodeItem: (text: string) => string = (text) => text,
): ParsedField[] {
  const { name, style = 'form', explode = style === 'form', contentType } = serialization;
  if (value === undefined || value === null) return [];
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return [[name, encodeItem(JSON.stringify(value))]];
  if (style === 'deepObject')
    return nestedFields(value, serialization.lists ?? 'repeat', name).map(([field, item]) => [
      field,
      String(item),
    ]);
  const separator = SEPARATORS[style] ?? ',';
  if (Array.isArray(value)) {
    const items = value.map((item) => encodeItem(String(item)));
    return explode ? items.map((item) => [name, item]) : [[name, items.join(separator)]];
  }
  if (!isObject(value)) return [[name, encodeItem(parameterText(value))]];
  const entries = Object.entries(value).flatMap(([key, item]) =>
    [item].flat().map((itemValue): ParsedField => [encodeItem(key), encodeItem(String(itemValue))]),
  );
  return explode ? entries : [[name, entries.flat().join(separator)]];
}

const parameterText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Returns the encoded text of a value in a path. */
function pathText(
  { name, style = 'simple', explode = false, contentType }: Slot,
  value: unknown,
): string {
  const text = (item: unknown) => encodeURIComponent(String(item));
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return text(JSON.stringify(value));
  const parts = Array.isArray(value)
    ? value.map(text)
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          explode ? [`${text(key)}=${text(item)}`] : [text(key), text(item)],
        )
      : [text(value)];
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style === 'simple') return parts.join(',');
  if (!explode || typeof value !== 'object') return `;${text(name)}=${parts.join(',')}`;
  return parts
    .map((part) => (Array.isArray(value) ? `;${text(name)}=${part}` : `;${part}`))
    .join('');
}
