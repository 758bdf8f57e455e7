import { pathKeys } from '../../../runtime/src/api/dotted-path.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { methodsWithoutBody, UNUSABLE_HEADERS } from '../../model/http.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { FORM, isJsonLines, isSeveral } from '../../model/media-type.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { didYouMean } from '../../model/text/nearest.js';
import { placeholders } from '../../model/text/placeholders.js';
import { alternatives, quote } from '../../spec/sentence.js';
import {
  argumentShape,
  furtherFields,
  isObjectSchema,
  isScalar,
  isText,
  itemSchema,
  missingArgumentFault,
  schemaProperty,
} from './argument-shape.js';
import { requestBinding } from './binding.js';
import { variablesIn } from './graphql.js';
import type {
  ApiTool,
  BodyKind,
  BodySpec,
  PaginationSpec,
  ParameterSpec,
  PartSpec,
  RequestSpec,
} from './spec.js';
import { ownBaseUrlRule, pathRule } from './url-rules.js';

/** Checks that a tool's request, its arguments and its result fit together. */
export function checkTool(tool: ApiTool, at: SpecPath, report: SpecReport) {
  const { request, inputSchema } = tool;
  if (!request) return;
  const path = [...at, 'request'];
  const { baseUrl, query = [], resultKey, pagination } = request;
  const usedArguments: PartByArgument = new Map();
  if (baseUrl !== undefined) report.error([...path, 'baseUrl'], ownBaseUrlRule(baseUrl));
  if (tool.annotations?.readOnlyHint && WRITING_METHODS.includes(request.method))
    report.warn(
      [...at, 'annotations', 'readOnlyHint'],
      `is true, and the tool sends ${request.method}: calls will be refused`,
    );
  checkPath(tool, request, usedArguments, path, report);
  for (const [i, name] of query.entries()) {
    const fault = alreadyUsedBy(usedArguments, name) ?? missingArgumentFault(inputSchema, name);
    report.error([...path, 'query', i], fault && `names ${quote(name)}${fault}`);
    usedArguments.set(name, 'in "query"');
  }
  for (const [i, name] of (request.apiDefaults ?? []).entries()) {
    const fault =
      name === pagination?.limit
        ? ', which is not sent to the API'
        : missingArgumentFault(inputSchema, name);
    report.error([...path, 'apiDefaults', i], fault && `names ${quote(name)}${fault}`);
  }
  checkParameters(tool, request, usedArguments, path, report);
  checkBody(tool, request, usedArguments, path, report);
  checkUnplacedArguments(tool, request, usedArguments, at, report);
  checkGraphql(tool, request, path, report);
  checkResponse(tool, request, path, report);
  if (resultKey !== undefined) {
    report.error([...path, 'resultKey'], resultKeyFault(resultKey, tool));
  }
  if (pagination) checkPagination(pagination, tool, request, [...path, 'pagination'], report);
}

/** Methods that the runtime does not send for a read-only tool; POST is not one, because it can be a search. */
const WRITING_METHODS: readonly string[] = ['PUT', 'PATCH', 'DELETE'];

function checkPath(
  { inputSchema }: ApiTool,
  { path, parameters = [] }: RequestSpec,
  partByArgument: PartByArgument,
  at: SpecPath,
  report: SpecReport,
) {
  const requestPath = [...at, 'path'];
  report.error(requestPath, pathRule(path));
  const pathParameters = parameters.filter((parameter) => parameter.in === 'path');
  for (const name of placeholders(path)) {
    const hasStyle = pathParameters.some(({ argument }) => argument === name);
    const fault = partByArgument.has(name)
      ? ' twice'
      : pathArgumentFault(name, inputSchema, hasStyle);
    report.error(requestPath, fault && `names ${quote(name)}${fault}`);
    partByArgument.set(name, 'in the path');
  }
}

/** Checks the arguments that no key places, so that only the method decides where they go. */
function checkUnplacedArguments(
  { inputSchema }: ApiTool,
  { method, query = [], body, pagination }: RequestSpec,
  partByArgument: PartByArgument,
  at: SpecPath,
  report: SpecReport,
) {
  for (const [name, argument] of Object.entries(inputSchema.properties ?? {})) {
    if (name === pagination?.limit || name === pagination?.cursor) continue;
    const argumentPath = [...at, 'inputSchema', 'properties', name];
    if (
      query.includes(name) ||
      (methodsWithoutBody.includes(method) && !partByArgument.has(name))
    ) {
      const isSimple = ['scalar', 'list'].includes(argumentShape(argument, inputSchema));
      report.error(argumentPath, isSimple ? undefined : NOT_SIMPLE_FAULT);
    } else if (body?.argument !== undefined && !partByArgument.has(name)) {
      report.error(
        argumentPath,
        'is not part of the request; name it in "query" or "parameters"',
        'key',
      );
    }
  }
}

const NOT_SIMPLE_FAULT =
  'is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters';

function pathArgumentFault(
  name: string,
  schema: ObjectSchema,
  hasStyle: boolean,
): string | undefined {
  const fault = missingArgumentFault(schema, name);
  if (fault !== undefined) return fault;
  if (!schema.required?.includes(name)) return ', which inputSchema.required does not list';
  return hasStyle || isScalar(schemaProperty(schema, name), schema)
    ? undefined
    : ', which is not a string, number, integer or boolean';
}

function resultKeyFault(key: string, { outputSchema, request }: ApiTool): string | undefined {
  const schema = outputSchema && schemaProperty(outputSchema, key);
  if (schema === undefined) {
    const suggestion = didYouMean(key, Object.keys(outputSchema?.properties ?? {}));
    return `names ${quote(key)}, which outputSchema.properties does not have${suggestion}`;
  }
  const isList = isObject(schema) && schema.type === 'array';
  return isList || !request?.pagination
    ? undefined
    : `names ${quote(key)}, which is not an array in outputSchema`;
}

/** Response headers that the runtime evaluates when it reads the body. */
const BODY_HEADER = /^content-(encoding|length|type)$/i;

/** Returns whether `response` fits the result. */
function checkResponse(
  { outputSchema }: ApiTool,
  { response, resultKey, method, pagination }: RequestSpec,
  at: SpecPath,
  report: SpecReport,
) {
  if (!response) return;
  const path = [...at, 'response'];
  const { as = 'json' } = response;
  const isProperty = as === 'text' && resultKey !== undefined;
  if (as !== 'json' && outputSchema && !isProperty) {
    const textAlternative = as === 'text' ? 'set request.resultKey, or ' : '';
    report.error(
      [...path, 'as'],
      `does not fit outputSchema; ${textAlternative}remove outputSchema`,
    );
  }
  if (response.download && method !== 'GET')
    report.error([...path, 'download'], 'needs the method GET', 'key');
  if (method === 'HEAD' && Object.keys(response).some((key) => key !== 'headers'))
    report.error(path, 'is not allowed for HEAD, apart from "headers"', 'key');
  for (const [i, name] of (response.headers ?? []).entries())
    if (UNUSABLE_HEADERS.test(name) || (method !== 'HEAD' && BODY_HEADER.test(name)))
      report.error([...path, 'headers', i], `names ${quote(name)}, which is not a result`);
  const isPaged = pagination !== undefined;
  if (isPaged && response.headers)
    report.error([...path, 'headers'], 'does not fit pagination', 'key');
  if (isPaged && response.job) report.error([...path, 'job'], 'does not fit pagination', 'key');
  for (const key of ['include', 'exclude'] as const) {
    if (as !== 'json' && response[key]) {
      report.error([...path, key], 'needs a JSON response', 'key');
      continue;
    }
    // The items of the list are where paths below a result key begin.
    const resultProperties = resultKey === undefined ? outputSchema?.properties : undefined;
    for (const [i, field] of (response[key] ?? []).entries()) {
      const [name = ''] = pathKeys(field);
      if (key === 'exclude' || !resultProperties || Object.hasOwn(resultProperties, name)) continue;
      const suggestion = didYouMean(name, Object.keys(resultProperties));
      report.error(
        [...path, key, i],
        `names ${quote(name)}, which outputSchema does not have${suggestion}`,
      );
    }
  }
}

/** Checks that the variables of a GraphQL document are the arguments. */
function checkGraphql(tool: ApiTool, request: RequestSpec, at: SpecPath, report: SpecReport) {
  const { graphql, dataPath, method, body, pagination } = request;
  if (dataPath !== undefined && graphql === undefined)
    report.error([...at, 'dataPath'], 'needs "graphql"', 'key');
  if (graphql === undefined) return;
  if (dataPath !== undefined && pagination)
    report.error([...at, 'dataPath'], 'does not fit pagination', 'key');
  if (method !== 'POST') report.error([...at, 'method'], 'must be POST for GraphQL');
  if (body) {
    report.error([...at, 'body'], 'is not allowed with "graphql"', 'key');
    return;
  }
  const variableNames = new Set(variablesIn(graphql));
  const placedPaths = new Map<string, SpecPath>([
    ...requestBinding(tool)
      .slots.filter(({ place }) => place === 'body')
      .map(({ name }): [string, SpecPath] => [
        name,
        [...at.slice(0, -1), 'inputSchema', 'properties', name],
      ]),
    ...pageParameters(pagination).map(([key, name]): [string, SpecPath] => [
      name,
      [...at, 'pagination', key],
    ]),
  ]);
  for (const variable of variableNames) {
    if (placedPaths.has(variable)) continue;
    const suggestion = didYouMean(variable, [...placedPaths.keys()]);
    report.error(
      [...at, 'graphql'],
      `has the variable ${quote(variable)}, which is not an argument${suggestion}`,
    );
  }
  for (const [name, here] of placedPaths) {
    if (variableNames.has(name)) continue;
    const variables =
      variableNames.size > 0 ? `; it has ${alternatives([...variableNames].map(quote))}` : '';
    report.error(here, `is not a variable of the GraphQL document${variables}`, 'key');
  }
}

/** Names of arguments that another part of the request uses, with that part. */
type PartByArgument = Map<string, string>;

/** Checks that `parameters` and `headers` fit the arguments and each other. */
function checkParameters(
  tool: ApiTool,
  { method, path, parameters = [], headers = {}, idempotencyKey }: RequestSpec,
  partByArgument: PartByArgument,
  at: SpecPath,
  report: SpecReport,
) {
  const inPath = placeholders(path);
  const names = new Set<string>();
  for (const [i, parameter] of parameters.entries()) {
    const parameterPath = [...at, 'parameters', i];
    const { argument, in: place } = parameter;
    if (!checkSource(tool, parameter, parameterPath, report)) continue;
    if (argument !== undefined) {
      const isTemplate = place === 'path';
      const isMisplaced = isTemplate && !inPath.includes(argument);
      const fault = isMisplaced
        ? ', which the path does not contain'
        : isTemplate
          ? undefined
          : alreadyUsedBy(partByArgument, argument);
      report.error([...parameterPath, 'argument'], fault && `names ${quote(argument)}${fault}`);
      if (fault === undefined && !isTemplate) partByArgument.set(argument, 'a parameter');
      if (fault === undefined)
        report.error([...parameterPath, 'argument'], shapeFault(tool, parameter, argument));
    }
    const name = parameterKey(parameter);
    if (names.has(name) && place !== 'path')
      report.error(
        [
          ...parameterPath,
          argument === undefined || parameter.name !== undefined ? 'name' : 'argument',
        ],
        'repeats an earlier parameter',
      );
    names.add(name);
  }
  if (idempotencyKey !== undefined) {
    const key = idempotencyKey.toLowerCase();
    const isHeader = Object.keys(headers).some((name) => name.toLowerCase() === key);
    const keyFault =
      methodsWithoutBody.includes(method) && method !== 'DELETE'
        ? 'is for requests that change something'
        : names.has(`header ${key}`)
          ? 'is a parameter, too'
          : isHeader
            ? 'is one of the headers, too'
            : undefined;
    report.error([...at, 'idempotencyKey'], keyFault, 'key');
  }
  for (const name of Object.keys(headers)) {
    const headerFault = names.has(`header ${name.toLowerCase()}`)
      ? 'is a parameter, too'
      : undefined;
    report.error([...at, 'headers', name], headerFault, 'key');
  }
}

const parameterKey = ({ in: place, name, argument = '' }: ParameterSpec) => {
  const key = name ?? argument;
  return `${place} ${place === 'header' ? key.toLowerCase() : key}`;
};

/** Reports a value that does not have exactly one source, or one that does not exist. */
function checkSource(
  { inputSchema }: ApiTool,
  source: Pick<PartSpec, 'argument' | 'constant'> & { in?: string; name?: string },
  at: SpecPath,
  report: SpecReport,
): boolean {
  const { argument, constant } = source;
  if ((argument === undefined) === (constant === undefined)) {
    const fault =
      argument === undefined
        ? 'needs "argument" or "constant"'
        : 'has "argument" and "constant"; one is allowed';
    report.error(at, fault);
    return false;
  }
  if (argument === undefined) {
    const isNamed = source.in === undefined || source.name !== undefined;
    report.error(at, isNamed ? undefined : 'needs "name", as it is a constant');
    return isNamed;
  }
  const argumentFault = missingArgumentFault(inputSchema, argument);
  report.error([...at, 'argument'], argumentFault && `names ${quote(argument)}${argumentFault}`);
  return argumentFault === undefined;
}

/** Returns a sentence ending for an argument that another part of the request already uses. */
const alreadyUsedBy = (partByArgument: PartByArgument, argument: string): string | undefined => {
  const otherPart = partByArgument.get(argument);
  return otherPart === undefined ? undefined : `, which is ${otherPart} already`;
};

/** Returns a sentence about a value that the style cannot serialize (OpenAPI 3.1, "Style Examples"). */
function shapeFault(
  { inputSchema }: ApiTool,
  { in: place, style, explode, allowReserved, contentType, slashes }: ParameterSpec,
  argument: string,
): string | undefined {
  const schema = schemaProperty(inputSchema, argument);
  const shape = argumentShape(schema, inputSchema);
  if (slashes && (shape !== 'scalar' || (style ?? 'simple') !== 'simple' || contentType))
    return `names ${quote(argument)}; only a single value of the style simple may have slashes`;
  if (contentType !== undefined) return undefined;
  if (style === 'deepObject')
    return shape === 'scalar'
      ? `names ${quote(argument)}, which is neither an object nor a list`
      : undefined;
  const isJoined =
    shape !== 'scalar' && (explode === false || (style !== undefined && style !== 'form'));
  if (shape === 'nested' || (shape === 'lists' && (place !== 'query' || isJoined)))
    return `names ${quote(argument)}, which no style can write; set contentType: application/json, or style: deepObject in the query`;
  const isObject = shape === 'object' || shape === 'lists';
  const otherFields = isObject ? furtherFields(schema, inputSchema) : 'none';
  if (otherFields === 'beside-named')
    return `names ${quote(argument)}, whose further fields this style cannot write beside those that it names; set additionalProperties: false`;
  if (otherFields === 'any')
    return `names ${quote(argument)}, whose fields may be nested, which this style cannot write; state their type, such as additionalProperties: { type: string }`;
  return allowReserved && (isJoined || isObject)
    ? `names ${quote(argument)}, which allowReserved cannot write in this style`
    : undefined;
}

/** The runtime serializes only bodies of these media types. */
const FIXED_MEDIA_TYPES: Partial<Record<BodyKind, readonly string[]>> = {
  form: [FORM],
  multipart: ['multipart/form-data', 'multipart/related'],
};

const mediaTypeOf = (contentType: string) => contentType.split(';')[0]?.trim().toLowerCase();

/** Checks that `body` fits the method and the arguments. */
function checkBody(
  tool: ApiTool,
  { method, body }: RequestSpec,
  partByArgument: PartByArgument,
  at: SpecPath,
  report: SpecReport,
) {
  if (!body) return;
  const path = [...at, 'body'];
  if (method === 'GET' || method === 'HEAD') {
    report.error(path, `is not allowed for ${method}`, 'key');
    return;
  }
  const { as = 'json', argument, contentType, properties = {} } = body;
  const fixedType = FIXED_MEDIA_TYPES[as];
  const type = contentType === undefined ? undefined : mediaTypeOf(contentType);
  if (fixedType && type !== undefined && !fixedType.includes(type))
    report.error(
      [...path, 'contentType'],
      `must be ${alternatives(fixedType.map(quote))} for the body ${quote(as)}`,
    );
  report.error([...path, 'contentType'], as === 'binary' ? undefined : severalFault(contentType));
  if (as === 'json' && isJsonLines(type ?? '') && argument === undefined)
    report.error(path, 'needs "argument", the list of the lines');
  const isWhole = as === 'text' || as === 'binary';
  if (isWhole && argument === undefined)
    report.error(
      path,
      `needs "argument", the argument that is the ${as === 'text' ? 'text' : 'content in base64'}`,
    );
  if (argument !== undefined) checkWhole(tool, body, argument, partByArgument, path, report);
  for (const [name, part] of Object.entries(properties)) {
    checkPart(tool, body, part, partByArgument, [...path, 'properties', name], report);
  }
}

function checkWhole(
  tool: ApiTool,
  { as, properties, contentType }: BodySpec,
  argument: string,
  partByArgument: PartByArgument,
  path: SpecPath,
  report: SpecReport,
) {
  const argumentPath = [...path, 'argument'];
  if (properties) report.error([...path, 'properties'], 'is not allowed with "argument"', 'key');
  const fault =
    missingArgumentFault(tool.inputSchema, argument) ?? alreadyUsedBy(partByArgument, argument);
  report.error(argumentPath, fault && `names ${quote(argument)}${fault}`);
  if (fault !== undefined) return;
  partByArgument.set(argument, 'the body');
  if (as === 'text' || as === 'binary') report.error(argumentPath, textFault(tool, argument));
  if (as === 'form' || as === 'multipart') {
    const isObject = isObjectSchema(schemaProperty(tool.inputSchema, argument), tool.inputSchema);
    report.error(
      argumentPath,
      isObject ? undefined : `names ${quote(argument)}, which is not an object`,
    );
  }
  if (isJsonLines(contentType ?? '')) report.error(argumentPath, listFault(tool, argument));
}

function checkPart(
  tool: ApiTool,
  { as }: BodySpec,
  part: PartSpec,
  partByArgument: PartByArgument,
  argumentPath: SpecPath,
  report: SpecReport,
) {
  if (!checkSource(tool, part, argumentPath, report)) return;
  const { argument, file, fileName, style } = part;
  for (const [key, name] of [
    ['argument', argument],
    ['fileName', fileName],
  ] as const) {
    if (name === undefined) continue;
    const fault =
      missingArgumentFault(tool.inputSchema, name) ?? alreadyUsedBy(partByArgument, name);
    report.error([...argumentPath, key], fault && `names ${quote(name)}${fault}`);
    partByArgument.set(name, 'in the body');
  }
  report.error([...argumentPath, 'contentType'], file ? undefined : severalFault(part.contentType));
  if (fileName !== undefined && !file)
    report.error([...argumentPath, 'fileName'], 'needs "file: true"', 'key');
  if (file && as !== 'multipart')
    report.error([...argumentPath, 'file'], 'needs a multipart body', 'key');
  else if (file && argument !== undefined)
    report.error([...argumentPath, 'argument'], textFault(tool, argument, true));
  const shape =
    argument && argumentShape(schemaProperty(tool.inputSchema, argument), tool.inputSchema);
  if (shape === 'object' && part.explode === false)
    report.error([...argumentPath, 'explode'], 'cannot be false for an object in a body');
  if (style !== undefined && as !== 'form' && as !== 'multipart')
    report.error([...argumentPath, 'style'], 'needs a form body', 'key');
}

const severalFault = (contentType = ''): string | undefined =>
  isSeveral(contentType) ? 'has several types, which only a file can have' : undefined;

function listFault({ inputSchema }: ApiTool, name: string): string | undefined {
  const schema = schemaProperty(inputSchema, name);
  return isObject(schema) && schema.type === 'array'
    ? undefined
    : `names ${quote(name)}, which is not a list`;
}

function textFault({ inputSchema }: ApiTool, name: string, mayBeList = false): string | undefined {
  const schema = schemaProperty(inputSchema, name);
  const items = mayBeList ? itemSchema(schema, inputSchema) : undefined;
  const isString = isText(items ?? schema, inputSchema);
  return isString ? undefined : `names ${quote(name)}, which is not a string`;
}

/** Checks that the pagination fits the request and the arguments. */
function checkPagination(
  pagination: PaginationSpec,
  tool: ApiTool,
  request: RequestSpec,
  path: SpecPath,
  report: SpecReport,
) {
  const { limit, cursor, sizeParam, maxSize } = pagination;
  report.error(path, requestFault(pagination, request), 'key');
  if (request.resultKey === undefined) {
    report.error(path, 'needs request.resultKey, the property for the list', 'key');
  }
  const fault = limitFault(limit, tool.inputSchema);
  report.error([...path, 'limit'], fault && `names ${quote(limit)}${fault}`);
  if (cursor !== undefined) {
    const cursorIs = cursorFault(cursor, tool);
    report.error([...path, 'cursor'], cursorIs && `names ${quote(cursor)}${cursorIs}`);
  }
  if ((sizeParam === undefined) !== (maxSize === undefined)) {
    const [requiredKeys, forbiddenKeys] =
      sizeParam === undefined ? ['maxSize', 'sizeParam'] : ['sizeParam', 'maxSize'];
    report.error([...path, requiredKeys], `needs ${quote(forbiddenKeys)}, too`, 'key');
  }
  const [first = '', ...extraKeys] = CURSORS.filter((key) => pagination[key] !== undefined);
  for (const extraKey of extraKeys)
    report.error([...path, extraKey], `is not allowed with ${quote(first)}`, 'key');
  const place = request.method === 'GET' ? 'query' : 'body';
  const pageSlots = requestBinding(tool).slots.filter(
    (slot) => slot.place === place && slot.argument,
  );
  for (const [key, name] of pageParameters(pagination))
    if (pageSlots.some((slot) => slot.name === name))
      report.error([...path, key], `names ${quote(name)}, which is an argument of the tool, too`);
}

/** Keys that name the place of the next cursor. */
const CURSORS = ['nextCursor', 'lastItem', 'cursorHeader'] as const;

/** Returns keys that name parameters of requests for pages. */
const pageParameters = (pagination: Partial<PaginationSpec> = {}) =>
  (['cursorParam', 'pageParam', 'offsetParam', 'sizeParam'] as const).flatMap((key) => {
    const name = pagination[key];
    return name === undefined ? [] : [[key, name] as const];
  });

/** Returns what is wrong with the request of a list: page parameters are in the query, in a JSON body or in GraphQL variables; a link is requested with GET. */
function requestFault({ style }: PaginationSpec, { method, body }: RequestSpec) {
  const isJson = (body?.as ?? 'json') === 'json' && body?.argument === undefined;
  if (method === 'GET' || (method === 'POST' && style !== 'link' && isJson)) return undefined;
  if (style === 'link') return `needs the method GET, not ${method}`;
  return method === 'POST'
    ? 'needs a JSON body whose properties are arguments'
    : `needs the method GET or POST, not ${method}`;
}

function cursorFault(cursor: string, { inputSchema, outputSchema }: ApiTool): string | undefined {
  const fault = missingArgumentFault(inputSchema, cursor);
  if (fault !== undefined) return fault;
  const argument = schemaProperty(inputSchema, cursor);
  const isText = isObject(argument) && argument.type === 'string';
  if (!isText || inputSchema.required?.includes(cursor)) return ', which is not an optional string';
  const { next_cursor: next, truncated } = outputSchema?.properties ?? {};
  return next !== undefined && truncated !== undefined
    ? undefined
    : ', and outputSchema needs the optional string "next_cursor" and the optional boolean "truncated"';
}

function limitFault(limit: string, schema: ObjectSchema): string | undefined {
  const fault = missingArgumentFault(schema, limit);
  if (fault !== undefined) return fault;
  const argument = schemaProperty(schema, limit);
  if (!isObject(argument) || argument.type !== 'integer') return ', which is not an integer';
  const hasValue = argument.default !== undefined || schema.required?.includes(limit);
  return hasValue ? undefined : ', which needs a default, or must be required';
}
