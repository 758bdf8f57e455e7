import { keysOf } from '../../../runtime/src/api/dotted-path.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ApiProvider, BoundApiTool } from './spec.js';

/** The tool with a result schema that has no value of a failure, so that examples of it are results. */
export function successful(tool: BoundApiTool, success: ApiProvider['success']): BoundApiTool {
  const { outputSchema, request } = tool;
  if (!outputSchema || success === undefined || request.graphql !== undefined) return tool;
  const { path, values } =
    typeof success === 'string' ? { path: success, values: [true] } : success;
  const { resultKey } = request;
  const keys = [...(resultKey === undefined ? [] : [resultKey]), ...keysOf(path)];
  return { ...tool, outputSchema: withValue(outputSchema, keys, values[0]) };
}

/** @param value of the property at the path; undefined leaves the property out */
function withValue<Schema extends JsonSchemaObject>(
  schema: Schema,
  [key = '', ...rest]: readonly string[],
  value: string | number | boolean | undefined,
): Schema {
  const { properties = {}, required = [] } = schema;
  const stated = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (!isRecord(stated)) return schema;
  if (rest.length === 0 && value === undefined) {
    const others = Object.entries(properties).filter(([name]) => name !== key);
    return {
      ...schema,
      properties: Object.fromEntries(others),
      required: required.filter((name) => name !== key),
    };
  }
  const own = rest.length > 0 ? withValue(stated, rest, value) : { const: value };
  return { ...schema, properties: { ...properties, [key]: own } };
}
