import { type HttpMethod, methodsWithoutBody } from '../../model/http.js';
import type { JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { argumentName, snakeCase } from '../../model/names.js';
import { placeholders } from '../../model/placeholders.js';
import { Misread } from '../../model/scanner.js';
import { singular } from '../../model/singular.js';
import type { Param } from '../../spec/flags/param.js';
import { quote, sentence } from '../../spec/sentence.js';
import { withPlaces } from './flags.js';
import { soleOperation, variablesOf } from './graphql.js';
import { type Field, isHidden, isId, type Pasted } from './pasted-request.js';
import { pathFault } from './rules.js';
import type { ApiTool, BodySpec, RequestSpec } from './spec.js';

/** What a pasted request says of a tool: its arguments can be changed before it is made. */
export interface PastedTool {
  /** The origin of the API, if the request has one. */
  origin?: string;
  request: RequestSpec;
  params: readonly Param[];
}

/** @throws Misread for a path that is not possible */
export function pastedTool(pasted: Pasted): PastedTool {
  const { method, target, query, headers } = pasted;
  const [, origin, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(target) ?? [];
  const { path, params } = withArguments(rest === '' ? '/' : rest);
  const fault = pathFault(path);
  if (fault)
    throw new Misread(target.length - rest.length + fault.at, sentence('The path', fault.says));
  const names = placeholders(path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Misread(0, `${quote(twice)} occurs twice in the path.`);
  const { body, graphql, bodyParams } = graphqlOf(pasted) ?? bodyOf(pasted);
  const taken = new Set(names);
  const inQuery = withArgumentNames(
    query.map((field) => queryParam(method, field)),
    taken,
    true,
  );
  const hasLists = pasted.body?.as === 'form' || pasted.body?.as === 'multipart';
  const inBody = withArgumentNames(bodyParams, taken, hasLists, method === 'DELETE');
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
 * The arguments with names that clients accept, and pairs of names for those that have another one in the request, or for all.
 * Of a query or a form, those that are repeated or end with `[]` are lists.
 */
function withArgumentNames(
  all: readonly Param[],
  taken: Set<string>,
  hasLists: boolean,
  areStated = false,
) {
  const renamed: [wire: string, argument: string][] = [];
  const params = all.flatMap((param): Param[] => {
    const { name: wire, schema, constant } = param;
    if (constant !== undefined) return [param];
    const same = all.filter(({ name }) => name === wire);
    if (param !== same[0]) return [];
    const isList = hasLists && (same.length > 1 || wire.endsWith('[]'));
    const free = argumentName(wire);
    const name = free !== wire && taken.has(free) ? `${free}_${taken.size + 1}` : free;
    taken.add(name);
    if (areStated || name !== wire) renamed.push([wire, name]);
    return [{ ...param, name, schema: isList ? { type: 'array', items: schema } : schema }];
  });
  return { params, renamed };
}

/** The tool with these arguments, of which the path requires its own. */
export function toolWith(
  { request, params: known }: Pick<PastedTool, 'request' | 'params'>,
  params: readonly Param[],
): Pick<ApiTool, 'inputSchema'> & { request: RequestSpec } {
  const names = new Set(params.map(({ name }) => name));
  const parameters = request.parameters?.filter(({ argument = '' }) => names.has(argument));
  const cleanRequest = {
    ...request,
    ...(parameters && { parameters }),
    ...(request.body && { body: keptBody(request.body, names) }),
  };
  const isNamed = (name: string) => parameters?.some(({ argument }) => argument === name) ?? false;
  const placed = params.filter(
    ({ name, place, constant }) => (place ?? constant) !== undefined && !isNamed(name),
  );
  const { request: whole = cleanRequest } = withPlaces({ request: cleanRequest }, placed);
  const inPath = placeholders(request.path);
  const paramsByName = new Map(params.map((param) => [param.name, param]));
  const unsaid = inPath.flatMap((name) => {
    const param = paramsByName.has(name) ? undefined : known.find((each) => each.name === name);
    return param ? [param] : [];
  });
  const all = [...unsaid, ...params].filter(({ constant }) => constant === undefined);
  const required = all
    .filter((param) => param.required || inPath.includes(param.name))
    .map(({ name }) => name);
  const inputSchema: ObjectSchema = {
    type: 'object',
    properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
  return { request: whole, inputSchema };
}

/** Without the parts of arguments that were removed. */
function keptBody({ properties, ...body }: BodySpec, names: ReadonlySet<string>): BodySpec {
  const remaining = Object.entries(properties ?? {}).filter(
    ([, { argument }]) => argument === undefined || names.has(argument),
  );
  return { ...body, ...(remaining.length > 0 && { properties: Object.fromEntries(remaining) }) };
}

/** `/rooms/42`, `/rooms/$ID` and `/rooms/:id` have an argument, as `/rooms/{id}` has. */
function withArguments(path: string): { path: string; params: Param[] } {
  const params: Param[] = [];
  let before = '';
  const segments = path.split('/').map((segment) => {
    const [, variable, named = variable] =
      /^(?:\$\{?([A-Za-z_]\w*)\}?|:([A-Za-z_]\w*))$/.exec(segment) ?? [];
    const isValue = isId(segment);
    const noun = before;
    if (!isValue) before = segment;
    if (named === undefined && !isValue) {
      for (const name of placeholders(segment)) params.push(required(name, { type: 'string' }));
      return segment;
    }
    const free = !/^[a-z][\w.-]*$/i.test(noun) ? 'id' : `${snakeCase(singular(noun))}_id`;
    const taken = params.some(({ name }) => name === free);
    const name =
      named === undefined ? (taken ? `${free}_${params.length + 1}` : free) : snakeCase(named);
    params.push(required(name, isValue ? fieldSchema(segment) : { type: 'string' }));
    return `{${name}}`;
  });
  return { path: segments.join('/'), params };
}

const required = (name: string, schema: JsonSchemaObject): Param => ({
  name,
  schema,
  required: true,
});

/** `days=3` is an optional argument; `days==3` is always sent. */
function queryParam(method: HttpMethod, { name, value }: Field): Param {
  const place = methodsWithoutBody.includes(method) ? {} : { place: 'query' as const };
  if (value.startsWith('='))
    return { name, schema: {}, required: false, constant: valueOf(value.slice(1)), ...place };
  return { name, schema: fieldSchema(value), required: false, ...place };
}

const fieldSchema = (value: string): JsonSchemaObject =>
  value === '' || isHidden(value)
    ? { type: 'string' }
    : withExample(schemaOf(value), valueOf(value));

const withExample = (schema: JsonSchemaObject, value: unknown): JsonSchemaObject => ({
  ...schema,
  examples: [value],
});

/** A value of a query or a form, which has no types. */
const valueOf = (text: string): string | number | boolean =>
  /^(true|false|-?(0|[1-9]\d{0,14})(\.\d+)?)$/.test(text)
    ? (JSON.parse(text) as number | boolean)
    : text;

const schemaOf = (text: string): JsonSchemaObject => ({ type: typeOf(valueOf(text)) });

function typeOf(value: string | number | boolean) {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** What the body of a pasted request says of a tool. */
interface Content {
  body?: BodySpec;
  graphql?: string;
  bodyParams: Param[];
}

/** Of GraphQL over HTTP, the document is constant, and its variables are the arguments. */
function graphqlOf({ body, method }: Pasted): Content | undefined {
  if (method !== 'POST' || body?.as !== 'json') return undefined;
  const { query, variables } = (body.value ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || !soleOperation(query)) return undefined;
  const values = (variables ?? {}) as Record<string, unknown>;
  const bodyParams = variablesOf(query).map(({ name, type }) => ({
    name,
    schema: variableSchema(type, values[name]),
    required: type.endsWith('!'),
  }));
  return { graphql: query, bodyParams };
}

const SCALARS: Readonly<Record<string, 'integer' | 'number' | 'boolean'>> = {
  Int: 'integer',
  Float: 'number',
  Boolean: 'boolean',
};

/** The other types are of the schema of the API: the value shows whether they are objects. */
function variableSchema(type: string, value: unknown): JsonSchemaObject {
  if (typeof value === 'object' && value !== null) return jsonSchema(value);
  if (type.startsWith('['))
    return { type: 'array', items: variableSchema(type.slice(1), undefined) };
  const schema: JsonSchemaObject = { type: SCALARS[/\w*/.exec(type)?.[0] ?? ''] ?? 'string' };
  return value === undefined || value === null || isHidden(value)
    ? schema
    : withExample(schema, value);
}

/** Each member of the body is an argument: the pasted request had all of them. PATCH changes those that are given (RFC 5789). */
function bodyOf({ body, method }: Pasted): Content {
  if (!body) return { bodyParams: [] };
  const type = 'contentType' in body && { contentType: body.contentType };
  switch (body.as) {
    case 'json': {
      const { value } = body;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const members = Object.entries(value);
        return {
          ...(type && { body: type }),
          bodyParams: members.map(([name, each]) => ({
            name,
            schema: jsonSchema(each),
            required: each !== null && method !== 'PATCH',
          })),
        };
      }
      return {
        body: { argument: 'body', ...type },
        bodyParams: [required('body', jsonSchema(value))],
      };
    }
    case 'text':
      return {
        body: { as: 'text', argument: 'body', ...type },
        bodyParams: [required('body', { type: 'string' })],
      };
    case 'form':
      return {
        body: { as: 'form' },
        bodyParams: body.fields.map(({ name, value }) => required(name, fieldSchema(value))),
      };
    case 'multipart': {
      const parts = body.fields
        .filter(({ isFile, contentType }) => isFile || contentType !== undefined)
        .map(({ name, isFile, contentType }) => {
          const how = {
            ...(isFile && { file: true }),
            ...(contentType !== undefined && { contentType }),
          };
          return [name, { argument: name, ...how }] as const;
        });
      return {
        body: {
          as: 'multipart',
          ...(parts.length > 0 && { properties: Object.fromEntries(parts) }),
        },
        bodyParams: body.fields.map(({ name, value, isFile }) =>
          required(name, isFile ? { type: 'string' } : fieldSchema(value)),
        ),
      };
    }
  }
}

/** The schema of a JSON value, with the value as an example. */
function jsonSchema(value: unknown): JsonSchemaObject {
  if (value === null || isHidden(value)) return { type: 'string' };
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    return { type: 'array', items: first === undefined ? {} : jsonSchema(first) };
  }
  if (typeof value === 'object') {
    const members = Object.entries(value);
    return {
      type: 'object',
      properties: Object.fromEntries(members.map(([key, each]) => [key, jsonSchema(each)])),
    };
  }
  return withExample({ type: typeOf(value as string | number | boolean) }, value);
}
