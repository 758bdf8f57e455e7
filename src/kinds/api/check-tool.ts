import type { ObjectSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { didYouMean } from '../../model/nearest.js';
import { placeholders } from '../../model/placeholders.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import { isScalar, noArgument, propertyOf, shapeOf } from './argument-shape.js';
import { checkBody } from './check-body.js';
import { checkPagination } from './check-pagination.js';
import { checkParameters, taken, type Used } from './check-parameters.js';
import { checkGraphql } from './graphql.js';
import { ownBaseUrlRule, pathRule } from './rules.js';
import { methodsWithoutBody, OF_CONNECTION } from '../../model/http.js';
import type { ApiTool, RequestSpec } from './spec.js';
import { keysOf } from '../../../runtime/src/api/dotted-path.js';

/** Whether a tool's request, its arguments and its result fit together. */
export function checkTool(tool: ApiTool, at: SpecPath, report: Report) {
  const { request, inputSchema: schema } = tool;
  if (!request) return;
  const path = [...at, 'request'];
  const { baseUrl, query = [], resultKey, pagination } = request;
  const used: Used = new Map();
  if (baseUrl !== undefined) report.error([...path, 'baseUrl'], ownBaseUrlRule(baseUrl));
  if (tool.annotations?.readOnlyHint && WRITING.includes(request.method))
    report.warn(
      [...at, 'annotations', 'readOnlyHint'],
      `is true, and the tool sends ${request.method}: calls will be refused`,
    );
  checkPath(tool, request, used, path, report);
  for (const [i, name] of query.entries()) {
    const says = taken(used, name) ?? noArgument(schema, name);
    report.error([...path, 'query', i], says && `names ${quote(name)}${says}`);
    used.set(name, 'in "query"');
  }
  checkParameters(tool, request, used, path, report);
  checkBody(tool, request, used, path, report);
  checkOthers(tool, request, used, at, report);
  checkGraphql(tool, request, path, report);
  checkResponse(tool, request, path, report);
  if (resultKey !== undefined) {
    report.error([...path, 'resultKey'], resultKeyFault(resultKey, tool));
  }
  if (pagination) checkPagination(pagination, request, schema, [...path, 'pagination'], report);
}

/** The runtime does not send them for a tool that is read-only; a POST can be a search. */
const WRITING: readonly string[] = ['PUT', 'PATCH', 'DELETE'];

function checkPath(
  { inputSchema }: ApiTool,
  { path, parameters = [] }: RequestSpec,
  used: Used,
  at: SpecPath,
  report: Report,
) {
  const here = [...at, 'path'];
  report.error(here, pathRule(path));
  const styled = parameters.filter((parameter) => parameter.in === 'path');
  for (const name of placeholders(path)) {
    const hasStyle = styled.some(({ argument }) => argument === name);
    const says = used.has(name) ? ' twice' : pathArgumentFault(name, inputSchema, hasStyle);
    report.error(here, says && `names ${quote(name)}${says}`);
    used.set(name, 'in the path');
  }
}

/** Arguments that only the rules of the method place. */
function checkOthers(
  { inputSchema: schema }: ApiTool,
  { method, query = [], body, pagination }: RequestSpec,
  used: Used,
  at: SpecPath,
  report: Report,
) {
  for (const [name, argument] of Object.entries(schema.properties ?? {})) {
    if (name === pagination?.limit) continue;
    const here = [...at, 'inputSchema', 'properties', name];
    if (query.includes(name) || (methodsWithoutBody.includes(method) && !used.has(name))) {
      const isSimple = ['scalar', 'list'].includes(shapeOf(argument, schema));
      report.error(here, isSimple ? undefined : NOT_SIMPLE);
    } else if (body?.argument !== undefined && !used.has(name)) {
      report.error(here, 'is not part of the request; name it in "query" or "parameters"', 'key');
    }
  }
}

const NOT_SIMPLE =
  'is a query parameter, so it must be a string, number, integer or boolean, or an array of one of them; for others, state the style in request.parameters';

function pathArgumentFault(
  name: string,
  schema: ObjectSchema,
  hasStyle: boolean,
): string | undefined {
  const fault = noArgument(schema, name);
  if (fault !== undefined) return fault;
  if (!schema.required?.includes(name)) return ', which inputSchema.required does not list';
  return hasStyle || isScalar(propertyOf(schema, name), schema)
    ? undefined
    : ', which is not a string, number, integer or boolean';
}

function resultKeyFault(key: string, { outputSchema, request }: ApiTool): string | undefined {
  const schema = outputSchema && propertyOf(outputSchema, key);
  if (schema === undefined) {
    const near = didYouMean(key, Object.keys(outputSchema?.properties ?? {}));
    return `names ${quote(key)}, which outputSchema.properties does not have${near}`;
  }
  const isList = isRecord(schema) && schema.type === 'array';
  return isList || !request?.pagination
    ? undefined
    : `names ${quote(key)}, which is not an array in outputSchema`;
}

/** What reads the body has used them. */
const OF_BODY = /^content-(encoding|length|type)$/i;

/** Whether `response` fits the result. */
function checkResponse(
  { outputSchema }: ApiTool,
  { response, resultKey, method, pagination }: RequestSpec,
  at: SpecPath,
  report: Report,
) {
  if (!response) return;
  const path = [...at, 'response'];
  const { as = 'json' } = response;
  const isProperty = as === 'text' && resultKey !== undefined;
  if (as !== 'json' && outputSchema && !isProperty) {
    const instead = as === 'text' ? 'set request.resultKey, or ' : '';
    report.error([...path, 'as'], `does not fit outputSchema; ${instead}remove outputSchema`);
  }
  if (response.download && method !== 'GET')
    report.error([...path, 'download'], 'needs the method GET', 'key');
  if (method === 'HEAD' && Object.keys(response).some((key) => key !== 'headers'))
    report.error(path, 'is not allowed for HEAD, apart from "headers"', 'key');
  for (const [i, name] of (response.headers ?? []).entries())
    if (OF_CONNECTION.test(name) || (method !== 'HEAD' && OF_BODY.test(name)))
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
    // Paths below a result key begin in the items of a list.
    const known = resultKey === undefined ? outputSchema?.properties : undefined;
    for (const [i, field] of (response[key] ?? []).entries()) {
      const [name = ''] = keysOf(field);
      if (key === 'exclude' || !known || Object.hasOwn(known, name)) continue;
      const near = didYouMean(name, Object.keys(known));
      report.error(
        [...path, key, i],
        `names ${quote(name)}, which outputSchema does not have${near}`,
      );
    }
  }
}
