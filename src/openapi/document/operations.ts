import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { httpMethods } from '../../model/http.js';
import { FORM } from '../../model/media-type.js';
import {
  isRequired,
  listOrEmpty,
  type Loss,
  nonBlankText,
  type Operation,
  type Parameter,
  type ParameterIn,
  type RawObject,
  type Skipped,
  type Style,
} from '../model.js';
import { jsonTypeOf, mergedTarget } from '../schema/serialized-shape.js';
import { followReferences } from './references.js';

interface OperationList {
  operations: Operation[];
  skipped: Skipped[];
}

/** Returns the operations of the document. References are resolved, except in schemas. */
export function readOperations(
  document: RawObject,
  reportLoss: (loss: Loss) => void,
): OperationList {
  const tags = tagsIn(document);
  const operations: Operation[] = [];
  const skipped: Skipped[] = [];
  for (const [path, value] of Object.entries(objectOrEmpty(document.paths))) {
    if (path.startsWith('x-')) continue;
    const item = followReferences(document, value);
    if (!isObject(item)) {
      skipped.push({ operation: path, reason: 'The reference of the path was not found.' });
      continue;
    }
    for (const [key, statedOperation] of Object.entries(item)) {
      const method = httpMethods.find((candidate) => candidate === key.toUpperCase());
      // OpenAPI allows references only for paths, but documents in several files have a file for
      // each operation.
      const operation = method && followReferences(document, statedOperation);
      if (!method || !isObject(statedOperation)) continue;
      const operationKey = `${method} ${path}`;
      const readOperation = isObject(operation)
        ? readOperationObject(operation, { method, path }, item, {
            document,
            tags: tags(operation),
            lost: reportLoss,
          })
        : { operation: operationKey, reason: 'The reference of the operation was not found.' };
      if ('reason' in readOperation) skipped.push(readOperation);
      else operations.push(readOperation);
    }
    for (const [method, operation] of unsupportedOperations(item))
      if (isObject(operation))
        skipped.push({
          operation: `${method} ${path}`,
          reason: `The method ${method} is not supported.`,
          ...selectionKeys(operation, tags(operation)),
        });
  }
  return { operations, skipped };
}

/** Returns operations with methods that tools cannot use. */
const unsupportedOperations = (item: RawObject): [method: string, operation: unknown][] => [
  ...Object.entries(item)
    .map(([key, value]): [string, unknown] => [key.toUpperCase(), value])
    .filter(([method]) => method === 'OPTIONS' || method === 'TRACE'),
  ...Object.entries(objectOrEmpty(item.additionalOperations)),
];

const PLACES: readonly unknown[] = ['path', 'query', 'header', 'cookie'];

interface OperationOptions {
  document: RawObject;
  tags: string[];
  lost(loss: Loss): void;
}

/** Returns an operation of the path item, or why it is not supported. References are resolved, except in schemas. */
function readOperationObject(
  operationObject: RawObject,
  { method, path }: Pick<Operation, 'method' | 'path'>,
  item: RawObject,
  { document, tags, lost: reportLoss }: OperationOptions,
): Operation | Skipped {
  const key = `${method} ${path}`;
  const note = (kind: string, detail: string) => reportLoss({ at: key, kind, detail });
  const selectors = selectionKeys(operationObject, tags);
  const parameterObjects = readParameters(
    [...listOrEmpty(item.parameters), ...listOrEmpty(operationObject.parameters)],
    document,
  );
  if (!parameterObjects)
    return {
      operation: key,
      reason: 'Its query string is not a form with described fields.',
      ...selectors,
    };
  const parameters = new Map<string, Parameter>();
  for (const value of parameterObjects) {
    const parameter = readParameter(value);
    if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    else if (typeof value.$ref !== 'string')
      note('parameter', 'A parameter has no name or an unknown location.');
  }
  const body = followReferences(document, operationObject.requestBody);
  for (const part of [...parameterObjects, operationObject.requestBody])
    if (isObject(part) && typeof part.$ref === 'string' && !followReferences(document, part))
      note('reference', `The reference ${part.$ref} was not found.`);
  const servers = listOrEmpty(operationObject.servers ?? item.servers).filter(isObject);
  const responses = Object.entries(objectOrEmpty(operationObject.responses)).map(
    ([code, response]) => [code, withMedia(response, document)] as const,
  );
  if (operationObject.callbacks !== undefined) note('callbacks', 'Callbacks are ignored.');
  if (responses.some(([, { links }]) => links !== undefined)) note('links', 'Links are ignored.');
  return {
    key,
    method,
    path: pathTemplate(path, parameters),
    ...selectors,
    ...pick('summary', nonBlankText(operationObject.summary) ?? nonBlankText(item.summary)),
    ...pick(
      'description',
      nonBlankText(operationObject.description) ?? nonBlankText(item.description),
    ),
    deprecated: operationObject.deprecated === true,
    parameters: [...parameters.values()],
    ...(isObject(body) && { body: withMedia(body, document) }),
    responses: Object.fromEntries(responses),
    security: operationSecurity(operationObject.security, document.security),
    ...(servers.length > 0 && { servers }),
  };
}

/** Returns the path with a slash before it, and with braces around its variables, also for `:id` of Express. */
const pathTemplate = (path: string, parameters: Map<string, Parameter>): string =>
  withoutQueryVariables(path, parameters)
    .replace(/^(?!\/)/, '/')
    .replace(/(?<=\/):(\w+)/g, '{$1}');

/**
 * Returns the path without variables in its query, such as `?page={page}`, whose parameters become
 * parameters of the query. A variable that no parameter describes stays.
 */
function withoutQueryVariables(path: string, parameters: Map<string, Parameter>): string {
  const [start = '', ...pairs] = path.split(/[?&]/);
  const otherPairs = pairs.filter((pair) => {
    const [, name = '', variable = ''] = /^([^={}]+)=\{([^{}]+)\}$/.exec(pair) ?? [];
    const parameter = [`query ${name}`, `query ${variable}`, `path ${variable}`]
      .map((key) => parameters.get(key))
      .find((candidate) => candidate !== undefined);
    if (!parameter) return true;
    if (!start.includes(`{${variable}}`)) parameters.delete(`${parameter.in} ${parameter.name}`);
    parameters.set(`query ${name}`, { ...parameter, in: 'query', name });
    return false;
  });
  return otherPairs.length === pairs.length
    ? path
    : [start, otherPairs.join('&')].filter(Boolean).join('?');
}

/** Returns the security requirements of an operation. An empty list of its own means no sign-in. */
function operationSecurity(ownSecurity: unknown, common: unknown): RawObject[] {
  const requirements = listOrEmpty(ownSecurity ?? common).filter(isObject);
  return ownSecurity !== undefined && requirements.length === 0 ? [{}] : requirements;
}

/** Returns the properties by which options select an operation. */
const selectionKeys = (
  operationObject: RawObject,
  tags: string[],
): Pick<Operation, 'id' | 'tags'> => ({
  ...pick('id', nonBlankText(operationObject.operationId)),
  tags,
});

/**
 * Returns the parameters; one that is a whole query string (OpenAPI 3.2) is replaced by its fields.
 * Undefined if these are not described.
 */
function readParameters(
  statedParameters: readonly unknown[],
  document: RawObject,
): RawObject[] | undefined {
  const parameterObjects: RawObject[] = [];
  for (const statedParameter of statedParameters) {
    const value = withMedia(statedParameter, document);
    const fields = value.in === 'querystring' ? queryParameters(value, document) : [value];
    if (!fields) return undefined;
    parameterObjects.push(...fields);
  }
  return parameterObjects;
}

/**
 * Returns a dereferenced value with dereferenced media types: OpenAPI 3.2 allows references to
 * these, and some documents refer to all of `content`.
 */
function withMedia(value: unknown, document: RawObject): RawObject {
  const target = objectOrEmpty(followReferences(document, value) ?? value);
  const contentObject = objectOrEmpty(target.content);
  const content = Object.entries(objectOrEmpty(followReferences(document, contentObject)));
  if (
    !('$ref' in contentObject) &&
    !content.some(([, media]) => isObject(media) && '$ref' in media)
  )
    return target;
  const media = content.map(
    ([type, mediaObject]) => [type, followReferences(document, mediaObject)] as const,
  );
  return { ...target, content: Object.fromEntries(media) };
}

function readParameter(parameterObject: RawObject): Parameter | undefined {
  const name = nonBlankText(parameterObject.name);
  const place = String(parameterObject.in).toLowerCase() as ParameterIn;
  if (name === undefined || !PLACES.includes(place)) return undefined;
  const [contentType, media] = Object.entries(objectOrEmpty(parameterObject.content))[0] ?? [];
  return {
    name,
    in: place,
    required: isRequired(parameterObject),
    deprecated: parameterObject.deprecated === true,
    ...pick('description', nonBlankText(parameterObject.description)),
    schema:
      contentType === undefined
        ? (parameterObject.schema ?? {})
        : (objectOrEmpty(media).schema ?? {}),
    ...pick('contentType', contentType),
    // Cookies of the style "cookie" (OpenAPI 3.2) differ from the style "form" only in escaping.
    ...pick(
      'style',
      parameterObject.style === 'cookie'
        ? undefined
        : (nonBlankText(parameterObject.style) as Style | undefined),
    ),
    ...(typeof parameterObject.explode === 'boolean' && { explode: parameterObject.explode }),
    ...(parameterObject.allowReserved === true && { allowReserved: true }),
    ...(place === 'path' && hasSlashes(parameterObject) && { slashes: true }),
  };
}

/**
 * Returns whether the document states that a path segment may contain slashes: `x-multi-segment` of
 * GitHub, or the wording of GitLab.
 */
const hasSlashes = (parameterObject: RawObject): boolean =>
  parameterObject.allowReserved === true ||
  parameterObject['x-multi-segment'] === true ||
  /\bURL[- ]encoded\b/i.test(nonBlankText(parameterObject.description) ?? '') ||
  [
    parameterObject.example,
    ...Object.values(objectOrEmpty(parameterObject.examples)).map(
      (example) => objectOrEmpty(example).value,
    ),
  ].some((value) => typeof value === 'string' && value.includes('/'));

const pick = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;

/**
 * Returns the query parameters of a parameter that describes the whole query string (OpenAPI 3.2,
 * `in: querystring`); undefined if it is not a form with known fields.
 */
function queryParameters(parameter: RawObject, document: RawObject): RawObject[] | undefined {
  const media = objectOrEmpty(objectOrEmpty(parameter.content)[FORM]);
  const schema = mergedTarget(media.schema, document);
  const properties = Object.entries(objectOrEmpty(schema.properties));
  if (properties.length === 0) return undefined;
  const requiredNames = listOrEmpty(schema.required);
  const encoding = objectOrEmpty(media.encoding);
  return properties.map(([name, value]) => {
    const { contentType, style, explode } = objectOrEmpty(encoding[name]);
    const mergedSchema = mergedTarget(value, document);
    const type = contentType ?? (style === undefined ? jsonTypeOf(mergedSchema) : undefined);
    return {
      name,
      in: 'query',
      required: isRequired(parameter) && requiredNames.includes(name),
      description: mergedSchema.description,
      deprecated: mergedSchema.deprecated,
      ...(typeof type === 'string'
        ? { content: { [type]: { schema: value } } }
        : { schema: value, style, explode }),
    };
  });
}

/**
 * Returns the tags of an operation and their parents (OpenAPI 3.2, `parent`). Tags by which clients
 * group operations, whose `kind` is "nav" or absent, come first.
 */
function tagsIn(document: RawObject): (operation: RawObject) => string[] {
  const tagsByName = new Map(
    listOrEmpty(document.tags)
      .filter(isObject)
      .map((tag) => [nonBlankText(tag.name) ?? '', tag]),
  );
  const isGroup = (name: string) =>
    [undefined, 'nav'].includes(nonBlankText(tagsByName.get(name)?.kind));

  return (operation) => {
    const names = listOrEmpty(operation.tags).map(String);
    const tagNames = new Set(names);
    // This loop also visits parents that it adds to the set; a cycle of parents adds nothing.
    for (const name of tagNames) {
      const parent = nonBlankText(tagsByName.get(name)?.parent);
      if (parent !== undefined) tagNames.add(parent);
    }
    return [...tagNames].sort((a, b) => Number(isGroup(b)) - Number(isGroup(a)));
  };
}
