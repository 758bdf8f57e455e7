import { httpMethods } from '../../model/http.js';
import { FORM } from '../../model/media-type.js';
import {
  isObj,
  list,
  type Loss,
  type Obj,
  obj,
  type Operation,
  type Parameter,
  type ParameterIn,
  type Skipped,
  type Style,
  text,
} from '../model.js';
import { flatOf, jsonTypeOf } from '../schema/shape.js';
import { followReferences } from './references.js';

interface Listed {
  operations: Operation[];
  skipped: Skipped[];
}

/** Every operation of the document. References are resolved, except in schemas. */
export function operationsOf(document: Obj, lost: (loss: Loss) => void): Listed {
  const tags = tagsIn(document);
  const operations: Operation[] = [];
  const skipped: Skipped[] = [];
  for (const [path, value] of Object.entries(obj(document.paths))) {
    if (path.startsWith('x-')) continue;
    const item = followReferences(document, value);
    if (!isObj(item)) {
      skipped.push({ at: path, reason: 'The reference of the path was not found.' });
      continue;
    }
    for (const [key, stated] of Object.entries(item)) {
      const method = httpMethods.find((one) => one.toLowerCase() === key);
      // Only paths may be references, but documents in several files have a file for each operation.
      const operation = method && followReferences(document, stated);
      if (!method || !isObj(stated)) continue;
      const at = `${method} ${path}`;
      const readOperation = isObj(operation)
        ? operationOf(operation, { method, path }, item, { document, tags: tags(operation), lost })
        : { at, reason: 'The reference of the operation was not found.' };
      if ('reason' in readOperation) skipped.push(readOperation);
      else operations.push(readOperation);
    }
    for (const [method, operation] of othersIn(item))
      if (isObj(operation))
        skipped.push({
          at: `${method} ${path}`,
          reason: `The method ${method} is not supported.`,
          ...selectedBy(operation, tags(operation)),
        });
  }
  return { operations, skipped };
}

/** Operations with methods that tools cannot use. */
const othersIn = (item: Obj): [method: string, operation: unknown][] => [
  ...['options', 'trace'].map((name): [string, unknown] => [name.toUpperCase(), item[name]]),
  ...Object.entries(obj(item.additionalOperations)),
];

const PLACES: readonly unknown[] = ['path', 'query', 'header', 'cookie'];

interface OperationOptions {
  document: Obj;
  /** Tags of the operation. */
  tags: string[];
  lost(loss: Loss): void;
}

/** An operation of the path `item`, or why it is not supported. References are resolved, except in schemas. */
function operationOf(
  from: Obj,
  { method, path }: Pick<Operation, 'method' | 'path'>,
  item: Obj,
  { document, tags, lost }: OperationOptions,
): Operation | Skipped {
  const key = `${method} ${path}`;
  const note = (kind: string, detail: string) => lost({ at: key, kind, detail });
  const selectors = selectedBy(from, tags);
  const described = parametersOf([...list(item.parameters), ...list(from.parameters)], document);
  if (!described)
    return {
      at: key,
      reason: 'Its query string is not a form with described fields.',
      ...selectors,
    };
  const parameters = new Map<string, Parameter>();
  for (const value of described) {
    const parameter = parameterOf(value);
    if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    else note('parameter', 'A parameter has no name or an unknown location.');
  }
  const body = followReferences(document, from.requestBody);
  const servers = list(from.servers ?? item.servers).filter(isObj);
  const responses = Object.entries(obj(from.responses)).map(
    ([code, one]) => [code, withMedia(one, document)] as const,
  );
  if (from.callbacks !== undefined) note('callbacks', 'Callbacks are ignored.');
  if (responses.some(([, { links }]) => links !== undefined)) note('links', 'Links are ignored.');
  return {
    key,
    method,
    path,
    ...selectors,
    ...pick('summary', text(from.summary) ?? text(item.summary)),
    ...pick('description', text(from.description) ?? text(item.description)),
    deprecated: from.deprecated === true,
    parameters: [...parameters.values()],
    ...(isObj(body) && { body: withMedia(body, document) }),
    responses: Object.fromEntries(responses),
    security: securityOf(from.security, document.security),
    ...(servers.length > 0 && { servers }),
  };
}

/** No alternative of an operation itself is that of none. */
function securityOf(own: unknown, common: unknown): Obj[] {
  const requirements = list(own ?? common).filter(isObj);
  return own !== undefined && requirements.length === 0 ? [{}] : requirements;
}

/** What options select it by. */
const selectedBy = (from: Obj, tags: string[]): Pick<Operation, 'id' | 'tags'> => ({
  ...pick('id', text(from.operationId)),
  tags,
});

/** With the fields of a whole query string (OpenAPI 3.2) in its place; undefined where these are not described. */
function parametersOf(stated: readonly unknown[], document: Obj): Obj[] | undefined {
  const all: Obj[] = [];
  for (const one of stated) {
    const value = withMedia(one, document);
    const fields = value.in === 'querystring' ? queryParameters(value, document) : [value];
    if (!fields) return undefined;
    all.push(...fields);
  }
  return all;
}

/** What a reference leads to, with its media types: OpenAPI 3.2 allows references to them, and documents have one to all. */
function withMedia(value: unknown, document: Obj): Obj {
  const resolved = obj(followReferences(document, value));
  const contentObject = obj(resolved.content);
  const content = Object.entries(obj(followReferences(document, contentObject)));
  if (!('$ref' in contentObject) && !content.some(([, media]) => isObj(media) && '$ref' in media))
    return resolved;
  const media = content.map(([type, one]) => [type, followReferences(document, one)] as const);
  return { ...resolved, content: Object.fromEntries(media) };
}

function parameterOf(from: Obj): Parameter | undefined {
  const name = text(from.name);
  if (name === undefined || !PLACES.includes(from.in)) return undefined;
  const [contentType, media] = Object.entries(obj(from.content))[0] ?? [];
  return {
    name,
    in: from.in as ParameterIn,
    required: from.required === true,
    deprecated: from.deprecated === true,
    ...pick('description', text(from.description)),
    schema: contentType === undefined ? (from.schema ?? {}) : (obj(media).schema ?? {}),
    ...pick('contentType', contentType),
    // Cookies of the style "cookie" (OpenAPI 3.2) differ from those of the style "form" in what they escape only.
    ...pick('style', from.style === 'cookie' ? undefined : (text(from.style) as Style | undefined)),
    ...(typeof from.explode === 'boolean' && { explode: from.explode }),
    ...(from.allowReserved === true && { allowReserved: true }),
    ...(from.in === 'path' && hasSlashes(from) && { slashes: true }),
  };
}

/** Whether the document says that a segment has slashes; `x-multi-segment` is of GitHub, the words are of GitLab. */
const hasSlashes = (from: Obj): boolean =>
  from.allowReserved === true ||
  from['x-multi-segment'] === true ||
  /\bURL[- ]encoded\b/i.test(text(from.description) ?? '') ||
  [from.example, ...Object.values(obj(from.examples)).map((one) => obj(one).value)].some(
    (value) => typeof value === 'string' && value.includes('/'),
  );

const pick = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;

/**
 * The query parameters of a parameter that describes the whole query string (OpenAPI 3.2, `in: querystring`); undefined
 * where it is no form with known fields.
 */
function queryParameters(parameter: Obj, document: Obj): Obj[] | undefined {
  const media = obj(obj(parameter.content)[FORM]);
  const schema = flatOf(media.schema, document);
  const properties = Object.entries(obj(schema.properties));
  if (properties.length === 0) return undefined;
  const required = list(schema.required);
  const encoding = obj(media.encoding);
  return properties.map(([name, value]) => {
    const { contentType, style, explode } = obj(encoding[name]);
    const flat = flatOf(value, document);
    const type = contentType ?? (style === undefined ? jsonTypeOf(flat) : undefined);
    return {
      name,
      in: 'query',
      required: parameter.required === true && required.includes(name),
      description: flat.description,
      deprecated: flat.deprecated,
      ...(typeof type === 'string'
        ? { content: { [type]: { schema: value } } }
        : { schema: value, style, explode }),
    };
  });
}

/**
 * The tags of an operation and the tags above them (OpenAPI 3.2, `parent`): first those by which clients group operations,
 * whose `kind` is "nav" or absent.
 */
function tagsIn(document: Obj): (operation: Obj) => string[] {
  const described = new Map(
    list(document.tags)
      .filter(isObj)
      .map((tag) => [text(tag.name) ?? '', tag]),
  );
  const isGroup = (name: string) => [undefined, 'nav'].includes(text(described.get(name)?.kind));

  return (operation) => {
    const names = list(operation.tags).map(String);
    const all = new Set(names);
    // A set is visited while it grows; a circle of parents adds nothing.
    for (const name of all) {
      const parent = text(described.get(name)?.parent);
      if (parent !== undefined) all.add(parent);
    }
    return [...all].sort((a, b) => Number(isGroup(b)) - Number(isGroup(a)));
  };
}
