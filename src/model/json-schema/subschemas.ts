import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js';

/** Keywords that contain schemas: a single one, a list, or a map (JSON Schema 2020-12, core section 10). */
const HOLDERS = new Map<string, 'one' | 'list' | 'map'>([
  ...'items additionalProperties propertyNames contains not if then else unevaluatedItems unevaluatedProperties'
    .split(' ')
    .map((keyword) => [keyword, 'one'] as const),
  ...'anyOf oneOf allOf prefixItems'.split(' ').map((keyword) => [keyword, 'list'] as const),
  ...'properties patternProperties dependentSchemas $defs definitions'
    .split(' ')
    .map((keyword) => [keyword, 'map'] as const),
]);

/** Keys and indices of a subschema within its schema. */
export type SubschemaPath = readonly (string | number)[];

/** Returns the schema with each direct subschema replaced; other values stay. */
export function mapSubschemas(
  schema: JsonSchemaObject,
  change: (part: JsonSchema, path: SubschemaPath) => JsonSchema,
): JsonSchemaObject {
  const changeIfSchema = (part: unknown, path: SubschemaPath) =>
    isSchema(part) ? change(part, path) : part;
  return mapValues(schema, (value, keyword) => {
    const holder = HOLDERS.get(keyword);
    if (holder === 'list' && Array.isArray(value)) {
      return value.map((part, index) => changeIfSchema(part, [keyword, index]));
    }
    if (holder === 'map' && isObject(value)) {
      return mapValues(value, (part, key) => changeIfSchema(part, [keyword, key]));
    }
    return holder === 'one' ? changeIfSchema(value, [keyword]) : value;
  });
}

/** Returns the direct subschemas. */
export function subschemas(
  schema: JsonSchemaObject,
): { schema: JsonSchema; path: SubschemaPath }[] {
  const parts: { schema: JsonSchema; path: SubschemaPath }[] = [];
  const add = (part: unknown, path: SubschemaPath) => {
    if (isSchema(part)) parts.push({ schema: part, path });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    const holder = HOLDERS.get(keyword);
    if (holder === 'one') add(value, [keyword]);
    else if (holder === 'list' && Array.isArray(value))
      for (const [index, part] of value.entries()) add(part, [keyword, index]);
    else if (holder === 'map' && isObject(value))
      for (const [key, part] of Object.entries(value)) add(part, [keyword, key]);
  }
  return parts;
}

/** Returns the properties that a schema names, with their schemas; required properties may have none. */
export function namedProperties({
  properties = {},
  required = [],
  additionalProperties = true,
}: JsonSchemaObject): [name: string, schema: JsonSchema][] {
  const unnamedRequired = required.filter((name) => !Object.hasOwn(properties, name));
  return [
    ...Object.entries(properties),
    ...unnamedRequired.map((name): [string, JsonSchema] => [name, additionalProperties]),
  ];
}

/** Returns the names of the properties that a schema or one of its branches describes. */
export function propertyNames(
  root: JsonSchema,
  schemaAt: (ref: string) => JsonSchema | undefined,
): Set<string> {
  const names = new Set<string>();
  const schemas = new Set<unknown>([root]);
  // This loop also visits members that it adds to the set.
  for (const schema of schemas) {
    if (!isObject(schema)) continue;
    const { properties, $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
    for (const name of Object.keys(objectOrEmpty(properties))) names.add(name);
    const target = typeof $ref === 'string' ? schemaAt($ref) : undefined;
    for (const branch of [anyOf, oneOf, allOf, target].flat()) schemas.add(branch);
  }
  return names;
}

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'boolean' || isObject(value);

/** Returns the value of a user-chosen key, which can be `constructor` or `toString`. */
export const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Maps the values of an object. A key `__proto__` stays an own key of the copy. */
export function mapValues(
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...record };
  for (const key of Object.keys(copy)) copy[key] = change(copy[key], key);
  return copy;
}

export const omit = <Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly string[],
): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

export const pick = (
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));

export const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
