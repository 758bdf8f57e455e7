import type { ObjectSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import { noArgument, propertyOf } from './argument-shape.js';
import type { PaginationSpec, RequestSpec } from './spec.js';

/** Whether the pages fit the request and the arguments. */
export function checkPagination(
  pagination: PaginationSpec,
  request: RequestSpec,
  schema: ObjectSchema,
  path: SpecPath,
  report: Report,
) {
  const { limit, sizeParam, maxSize } = pagination;
  report.error(path, requestFault(pagination, request), 'key');
  if (request.resultKey === undefined) {
    report.error(path, 'needs request.resultKey, the property for the list', 'key');
  }
  const says = limitFault(limit, schema);
  report.error([...path, 'limit'], says && `names ${quote(limit)}${says}`);
  if ((sizeParam === undefined) !== (maxSize === undefined)) {
    const [has, lacks] =
      sizeParam === undefined ? ['maxSize', 'sizeParam'] : ['sizeParam', 'maxSize'];
    report.error([...path, has], `needs ${quote(lacks)}, too`, 'key');
  }
  const [first = '', ...others] = CURSORS.filter((key) => pagination[key] !== undefined);
  for (const other of others)
    report.error([...path, other], `is not allowed with ${quote(first)}`, 'key');
  for (const [key, name] of pageParameters(pagination)) {
    // The size is made of the limit, which may have its name.
    if (name === limit || propertyOf(schema, name) === undefined) continue;
    report.error([...path, key], `names ${quote(name)}, which is an argument of the tool, too`);
  }
}

/** Where the next cursor is. */
const CURSORS = ['nextCursor', 'lastItem', 'cursorHeader'] as const;

/** The parameters that requests for pages have, by the key that names them. */
export const pageParameters = (pagination: Partial<PaginationSpec> = {}) =>
  (['cursorParam', 'pageParam', 'offsetParam', 'sizeParam'] as const).flatMap((key) => {
    const name = pagination[key];
    return name === undefined ? [] : [[key, name] as const];
  });

/** Parameters of pages are in the query, in a JSON body or in the variables of GraphQL; a link is a GET request. */
function requestFault({ style }: PaginationSpec, { method, body }: RequestSpec) {
  const isJson = (body?.as ?? 'json') === 'json' && body?.argument === undefined;
  if (method === 'GET' || (method === 'POST' && style !== 'link' && isJson)) return undefined;
  if (style === 'link') return `needs the method GET, not ${method}`;
  return method === 'POST'
    ? 'needs a JSON body whose properties are arguments'
    : `needs the method GET or POST, not ${method}`;
}

function limitFault(limit: string, schema: ObjectSchema): string | undefined {
  const fault = noArgument(schema, limit);
  if (fault !== undefined) return fault;
  const argument = propertyOf(schema, limit);
  if (!isRecord(argument) || argument.type !== 'integer') return ', which is not an integer';
  const isGiven = argument.default !== undefined || schema.required?.includes(limit);
  return isGiven ? undefined : ', which needs a default, or must be required';
}
