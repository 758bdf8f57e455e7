import { isObject } from '../../../../runtime/src/utils/is-object.js';
import { type HttpMethod, methodsWithoutBody } from '../../../model/http.js';
import type { JsonSchemaObject, ObjectSchema } from '../../../model/json-schema.js';
import { argumentName, snakeCase } from '../../../model/names.js';
import { ScanError } from '../../../model/scanner.js';
import { placeholders } from '../../../model/text/placeholders.js';
import { singular } from '../../../model/text/singular.js';
import type { ToolParam } from '../../../spec/flags/param.js';
import { quote, sentence } from '../../../spec/sentence.js';
import { withPlaces } from '../flags.js';
import { documentVariables, soleOperation } from '../graphql.js';
import type { ApiTool, BodySpec, RequestSpec } from '../spec.js';
import { pathFault } from '../url-rules.js';
import { isId, isPlaceholder, type PastedField, type PastedRequest } from './request.js';

/** The parts of a tool that a pasted request states. Its arguments can be changed before the tool is made. */
export interface PastedTool {
  /** The origin of the API, if the request has one. */
  origin?: string;
  request: RequestSpec;
  params: readonly ToolParam[];
}

/** Returns the tool of a pasted request. @throws ScanError for an invalid path */
export function pastedTool(pasted: PastedRequest): PastedTool {
  const { method, target, query, headers } = pasted;
  const [, origin, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(target) ?? [];
  const { path, params } = withArguments(rest === '' ? '/' : rest);
  const fault = pathFault(path);
  if (fault)
    throw new ScanError(
      target.length - rest.length + fault.at,
      sentence('The path', fault.predicate),
    );
  const names = placeholders(path);
  const repeatedName = names.find((name, index) => names.indexOf(name) !== index);
  if (repeatedName !== undefined)
    throw new ScanError(0, `${quote(repeatedName)} occurs twice in the path.`);
  const { body, graphql, bodyParams } = graphqlBody(pasted) ?? pastedBody(pasted);
  const takenNames = new Set(names);
  const inQuery = withArgumentNames(
    query.map((field) => queryParam(method, field)),
    takenNames,
    true,
  );
  const hasLists = pasted.body?.as === 'form' || pasted.body?.as === 'multipart';
  const inBody = withArgumentNames(bodyParams, takenNames, hasLists, method === 'DELETE');
  const parameters = inQuery.renamed.map(([wire, argument]) => ({
    in: 'query' as const,
    name: wire,
    argument,
  }));
  const parts = inBody.renamed.map(
    ([wire, argument]) => [wire, { ...body?.properties?.[wire], argument }] as const,
  );
  const wholeBody: BodySpec | undefined =
    parts.length > 0
      ? { ...body, properties: { ...body?.properties, ...Object.fromEntries(parts) } }
      : body;
  const request: RequestSpec = {
    method,
    path,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(wholeBody && { body: wholeBody }),
    ...(graphql !== undefined && { graphql }),
  };
  return {
    ...(origin !== undefined && { origin }),
    request,
    params: [...params, ...inQuery.params, ...inBody.params],
  };
}

/**
 * Returns the arguments with names that clients accept, and the pairs of wire name and argument:
 * for those that have another name in the request, or for all. Repeated names of a query or a form,
 * and names that end with `[]`, become lists.
 * @param areStated whether all arguments get a pair
 */
function withArgumentNames(
  allParams: readonly ToolParam[],
  takenNames: Set<string>,
  hasLists: boolean,
  areStated = false,
) {
  const renamedArguments: [wire: string, argument: string][] = [];
  const params = allParams.flatMap((param): ToolParam[] => {
    const { name: wire, schema, constant } = param;
    if (constant !== undefined) return [param];
    const sameName = allParams.filter(({ name }) => name === wire);
    if (param !== sameName[0]) return [];
    const isList = hasLists && (sameName.length > 1 || wire.endsWith('[]'));
    const acceptedName = argumentName(wire);
    const name =
      acceptedName !== wire && takenNames.has(acceptedName)
        ? `${acceptedName}_${takenNames.size + 1}`
        : acceptedName;
    takenNames.add(name);
    if (areStated || name !== wire) renamedArguments.push([wire, name]);
    return [{ ...param, name, schema: isList ? { type: 'array', items: schema } : schema }];
  });
  return { params, renamed: renamedArguments };
}

/** Returns the tool with these arguments. The placeholders of the path are always required. */
export function toolWith(
  { request, params: pastedParams }: Pick<PastedTool, 'request' | 'params'>,
  params: readonly ToolParam[],
): Pick<ApiTool, 'inputSchema'> & { request: RequestSpec } {
  const names = new Set(params.map(({ name }) => name));
  const parameters = request.parameters?.filter(({ argument = '' }) => names.has(argument));
  const cleanRequest = {
    ...request,
    ...(parameters && { parameters }),
    ...(request.body && { body: bodyWithArguments(request.body, names) }),
  };
  const isNamed = (name: string) => parameters?.some(({ argument }) => argument === name) ?? false;
  const placedParams = params.filter(
    ({ name, place, constant }) => (place ?? constant) !== undefined && !isNamed(name),
  );
  const { request: placedRequest = cleanRequest } = withPlaces(
    { request: cleanRequest },
    placedParams,
  );
  const inPath = placeholders(request.path);
  const paramsByName = new Map(params.map((param) => [param.name, param]));
  const missingPathParams = inPath.flatMap((name) => {
    const param = paramsByName.has(name)
      ? undefined
      : pastedParams.find((pastedParam) => pastedParam.name === name);
    return param ? [param] : [];
  });
  const argumentParams = [...missingPathParams, ...params].filter(
    ({ constant }) => constant === undefined,
  );
  const requiredParams = argumentParams
    .filter((param) => param.isRequired || inPath.includes(param.name))
    .map(({ name }) => name);
  const inputSchema: ObjectSchema = {
    type: 'object',
    properties: Object.fromEntries(argumentParams.map(({ name, schema }) => [name, schema])),
    ...(requiredParams.length > 0 && { required: requiredParams }),
  };
  return { request: placedRequest, inputSchema };
}

/** Returns the body without the parts of removed arguments. */
function bodyWithArguments(
  { properties, ...body }: BodySpec,
  names: ReadonlySet<string>,
): BodySpec {
  const remainingProperties = Object.entries(properties ?? {}).filter(
    ([, { argument }]) => argument === undefined || names.has(argument),
  );
  return {
    ...body,
    ...(remainingProperties.length > 0 && { properties: Object.fromEntries(remainingProperties) }),
  };
}

/** A name that stands for a value, as shells, Postman and documentation write it: `$ID`, `:id`, `{{id}}`, `<id>`. */
const VARIABLE =
  /^(?:\$\{?([A-Za-z_]\w*)\}?|:([A-Za-z_]\w*)|\{\{([A-Za-z_][\w-]*)\}\}|<([A-Za-z_][\w-]*)>)$/;

/** Returns the name in a {@link VARIABLE}; undefined for other texts. */
const variableName = (text: string): string | undefined =>
  VARIABLE.exec(text)?.slice(1).find(Boolean);

/** Makes segments arguments: `/rooms/42` becomes `/rooms/{room_id}`; `/rooms/$ID` and `/rooms/{{id}}`, `/rooms/{id}`. */
function withArguments(path: string): { path: string; params: ToolParam[] } {
  const params: ToolParam[] = [];
  let previousSegment = '';
  const segments = path.split('/').map((segment) => {
    const variable = variableName(segment);
    const noun = previousSegment;
    const isValue = isId(segment) || isMember(noun, segment);
    if (!isValue) previousSegment = segment;
    if (variable === undefined && !isValue) {
      for (const name of placeholders(segment))
        params.push(requiredParam(name, { type: 'string' }));
      return segment;
    }
    const argumentName = !/^[a-z][\w.-]*$/i.test(noun) ? 'id' : `${snakeCase(singular(noun))}_id`;
    const isTaken = params.some(({ name }) => name === argumentName);
    const name =
      variable === undefined
        ? isTaken
          ? `${argumentName}_${params.length + 1}`
          : argumentName
        : snakeCase(variable);
    params.push(requiredParam(name, isValue ? fieldSchema(segment) : { type: 'string' }));
    return `{${name}}`;
  });
  return { path: segments.join('/'), params };
}

/** Returns whether a short word with a digit follows a plural, as in `/rooms/r1`: it is one of them, not a version. */
const isMember = (noun: string, segment: string): boolean =>
  singular(noun) !== noun && /^(?!v\d)(?=[a-z-]*\d)[a-z\d-]+$/.test(segment);

const requiredParam = (name: string, schema: JsonSchemaObject): ToolParam => ({
  name,
  schema,
  isRequired: true,
});

/** Returns a query parameter as an argument: `days=3` is optional, `days==3` is always sent. */
function queryParam(method: HttpMethod, { name, value }: PastedField): ToolParam {
  const place = methodsWithoutBody.includes(method) ? {} : { place: 'query' as const };
  if (value.startsWith('='))
    return { name, schema: {}, isRequired: false, constant: typedValue(value.slice(1)), ...place };
  return { name, schema: fieldSchema(value), isRequired: false, ...place };
}

const fieldSchema = (value: string): JsonSchemaObject =>
  value === '' || isPlaceholder(value)
    ? { type: 'string' }
    : withExample(textSchema(value), typedValue(value));

const withExample = (schema: JsonSchemaObject, value: unknown): JsonSchemaObject => ({
  ...schema,
  examples: [value],
});

/** Returns the typed value of a query or form text. Such texts have no types themselves. */
const typedValue = (text: string): string | number | boolean =>
  /^(true|false|-?(0|[1-9]\d{0,14})(\.\d+)?)$/.test(text)
    ? (JSON.parse(text) as number | boolean)
    : text;

const textSchema = (text: string): JsonSchemaObject => ({ type: jsonType(typedValue(text)) });

function jsonType(value: unknown) {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** The parts of a tool that a pasted body states. */
interface BodyContent {
  body?: BodySpec;
  graphql?: string;
  bodyParams: ToolParam[];
}

/** Returns a GraphQL request as a body: the document is a constant, and its variables are the arguments. */
function graphqlBody({ body, method }: PastedRequest): BodyContent | undefined {
  if (method !== 'POST' || body?.as !== 'json') return undefined;
  const { query, variables } = (body.value ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || !soleOperation(query)) return undefined;
  const values = (variables ?? {}) as Record<string, unknown>;
  const bodyParams = documentVariables(query).map(({ name, type }) => ({
    name,
    schema: variableSchema(type, values[name]),
    isRequired: type.endsWith('!'),
  }));
  return { graphql: query, bodyParams };
}

const SCALARS: Readonly<Record<string, 'integer' | 'number' | 'boolean'>> = {
  Int: 'integer',
  Float: 'number',
  Boolean: 'boolean',
};

/**
 * Returns the schema of a GraphQL variable. Types that are not built in are defined by the API; the
 * pasted value shows whether they are objects.
 */
function variableSchema(type: string, value: unknown): JsonSchemaObject {
  if (typeof value === 'object' && value !== null) return jsonSchema(value);
  if (type.startsWith('['))
    return { type: 'array', items: variableSchema(type.slice(1), undefined) };
  const schema: JsonSchemaObject = { type: SCALARS[/\w*/.exec(type)?.[0] ?? ''] ?? 'string' };
  return value === undefined || value === null || isPlaceholder(value)
    ? schema
    : withExample(schema, value);
}

/**
 * Makes each member of the body a required argument, except for PATCH, which changes only the
 * members that are sent (RFC 5789).
 */
function pastedBody({ body, method }: PastedRequest): BodyContent {
  if (!body) return { bodyParams: [] };
  const type = 'contentType' in body && { contentType: body.contentType };
  switch (body.as) {
    case 'json': {
      const { value } = body;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const members = Object.entries(value);
        return {
          ...(type && { body: type }),
          bodyParams: members.map(([name, member]) => ({
            name,
            schema: jsonSchema(member),
            isRequired: member !== null && method !== 'PATCH',
          })),
        };
      }
      return {
        body: { argument: 'body', ...type },
        bodyParams: [requiredParam('body', jsonSchema(value))],
      };
    }
    case 'text':
      return {
        body: { as: 'text', argument: 'body', ...type },
        bodyParams: [requiredParam('body', { type: 'string' })],
      };
    case 'form':
      return {
        body: { as: 'form' },
        bodyParams: body.fields.map(({ name, value }) => requiredParam(name, fieldSchema(value))),
      };
    case 'multipart': {
      const parts = body.fields
        .filter(({ isFile, contentType }) => isFile || contentType !== undefined)
        .map(({ name, isFile, contentType }) => {
          const partOptions = {
            ...(isFile && { file: true }),
            ...(contentType !== undefined && { contentType }),
          };
          return [name, { argument: name, ...partOptions }] as const;
        });
      return {
        body: {
          as: 'multipart',
          ...(parts.length > 0 && { properties: Object.fromEntries(parts) }),
        },
        bodyParams: body.fields.map(({ name, value, isFile }) =>
          requiredParam(name, isFile ? { type: 'string' } : fieldSchema(value)),
        ),
      };
    }
  }
}

/** Returns the schema of a JSON value, with the value as an example. Null says nothing of the type: text is assumed. */
const jsonSchema = (value: unknown): JsonSchemaObject =>
  value === null ? { type: 'string' } : schemaOfAll([value]);

/**
 * Returns a schema that accepts each of these values, which are in one place of a body: without a
 * type where they have several.
 */
function schemaOfAll(values: readonly unknown[]): JsonSchemaObject {
  const nonNullValues = values.filter((value) => value !== null);
  const { type, ...schema } = schemaOfPresent(nonNullValues);
  if (type === undefined) return {};
  const types = [type].flat();
  return { type: nonNullValues.length < values.length ? [...types, 'null'] : type, ...schema };
}

function schemaOfPresent(values: readonly unknown[]): JsonSchemaObject {
  if (values.length > 0 && values.every(isObject)) {
    const names = new Set(values.flatMap((value) => Object.keys(value)));
    const schemas = Array.from(names, (name) => {
      const members = values.filter((value) => Object.hasOwn(value, name));
      return [name, schemaOfAll(members.map((value) => value[name]))] as const;
    });
    return { type: 'object', properties: Object.fromEntries(schemas) };
  }
  if (values.length > 0 && values.every(Array.isArray))
    return { type: 'array', items: schemaOfAll(values.flat()) };
  const [first = {}, ...others] = values.map(scalarSchema);
  const types = new Set([first, ...others].map(({ type }) => String(type)));
  if (types.size === 1) return first;
  return [...types].every((type) => type === 'integer' || type === 'number')
    ? { ...first, type: 'number' }
    : {};
}

function scalarSchema(value: unknown): JsonSchemaObject {
  if (typeof value === 'object') return {};
  if (isPlaceholder(value)) return { type: 'string' };
  // A number has lost digits here, which an example would state.
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { type: ['integer', 'string'], format: 'int64' };
  return withExample({ type: jsonType(value) }, value);
}
