import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { placeholders } from '../../model/placeholders.js';
import { methodsWithoutBody, type ApiTool, type PaginationSpec, type RequestSpec } from './spec.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { referenced } from '../../spec/match.js';
import { didYouMean } from '../../model/nearest.js';
import { quote } from '../../spec/sentence.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { pathRule } from './rules.js';

const SCALARS: readonly unknown[] = ['string', 'number', 'integer', 'boolean'];

/** Whether a tool's request, its arguments and its result fit together. */
export function checkTool(tool: ApiTool, at: SpecPath, report: Report) {
  const { request } = tool;
  if (!request) return;
  const path = [...at, 'request'];
  const schema = tool.inputSchema;
  const { properties = {} } = schema;
  const { method, query = [], resultKey, pagination } = request;

  report.error([...path, 'path'], pathRule(request.path));
  const inPath = placeholders(request.path);
  for (const [i, name] of inPath.entries()) {
    const says = inPath.indexOf(name) < i ? ' twice' : pathArgumentFault(name, schema);
    report.error([...path, 'path'], says && `names ${quote(name)}${says}`);
  }
  for (const [i, name] of query.entries()) {
    const says = inPath.includes(name) ? ', which is in the path already' : unknown(name, schema);
    report.error([...path, 'query', i], says && `names ${quote(name)}${says}`);
  }
  for (const [name, argument] of Object.entries(properties)) {
    const inQuery = methodsWithoutBody.includes(method) || query.includes(name);
    if (inPath.includes(name) || !inQuery || isSimple(argument, schema)) continue;
    const says =
      'travels in the query, so it must be a string, number, integer or boolean, or an array of one of them';
    report.error([...at, 'inputSchema', 'properties', name], says);
  }
  if (resultKey !== undefined) {
    report.error([...path, 'resultKey'], resultKeyFault(resultKey, tool));
  }
  if (pagination) checkPagination(pagination, request, schema, [...path, 'pagination'], report);
}

const propertyOf = ({ properties = {} }: JsonSchemaObject, name: string) =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** Where the schema has no argument of that name. */
function unknown(name: string, schema: ObjectSchema): string | undefined {
  if (propertyOf(schema, name) !== undefined) return undefined;
  const near = didYouMean(name, Object.keys(schema.properties ?? {}));
  return `, which is no argument${near}`;
}

function pathArgumentFault(name: string, schema: ObjectSchema): string | undefined {
  const fault = unknown(name, schema);
  if (fault !== undefined) return fault;
  if (!schema.required?.includes(name)) return ', which inputSchema.required does not list';
  return isScalar(propertyOf(schema, name), schema)
    ? undefined
    : ', which is not a string, number, integer or boolean';
}

/** A query takes it: a scalar, or a list of scalars. */
function isSimple(schema: JsonSchema, root: ObjectSchema): boolean {
  const { type, items } = resolved(schema, root);
  return type === 'array' ? isScalar(items, root) : isScalar(schema, root);
}

function isScalar(schema: JsonSchema | undefined, root: ObjectSchema): boolean {
  const { type, enum: choices } = resolved(schema, root);
  if (type !== undefined) return [type].flat().every((one) => SCALARS.includes(one));
  return Array.isArray(choices) && choices.every((choice) => SCALARS.includes(typeof choice));
}

/** What a reference leads to; one that leads to a further reference is taken for no plain value. */
function resolved(schema: JsonSchema | undefined, root: ObjectSchema): JsonSchemaObject {
  const isReference = isRecord(schema) && schema.$ref !== undefined;
  const target = isReference ? referenced(schema.$ref, root) : schema;
  return isRecord(target) ? target : {};
}

function resultKeyFault(key: string, { outputSchema }: ApiTool): string | undefined {
  const schema = outputSchema && propertyOf(outputSchema, key);
  if (schema === undefined) {
    const near = didYouMean(key, Object.keys(outputSchema?.properties ?? {}));
    return `names ${quote(key)}, which outputSchema.properties does not have${near}`;
  }
  const isList = isRecord(schema) && schema.type === 'array';
  return isList ? undefined : `names ${quote(key)}, which is not an array in outputSchema`;
}

function checkPagination(
  { limit, cursorParam }: PaginationSpec,
  { method, resultKey }: RequestSpec,
  schema: ObjectSchema,
  path: SpecPath,
  report: Report,
) {
  if (method !== 'GET') report.error(path, `needs the method GET, not ${method}`, 'key');
  if (resultKey === undefined) {
    report.error(path, 'needs request.resultKey, the property that takes the list', 'key');
  }
  const argument = propertyOf(schema, limit);
  const isInteger = isRecord(argument) && argument.type === 'integer';
  const says = unknown(limit, schema) ?? (isInteger ? undefined : ', which is not an integer');
  report.error([...path, 'limit'], says && `names ${quote(limit)}${says}`);
  if (cursorParam !== undefined && propertyOf(schema, cursorParam) !== undefined) {
    const clash = `names ${quote(cursorParam)}, which is an argument of the tool, too`;
    report.error([...path, 'cursorParam'], clash);
  }
}
