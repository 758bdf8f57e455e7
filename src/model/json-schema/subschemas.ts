import type { JsonSchema, JsonSchemaObject } from '../json-schema.js';

/** Keywords that hold schemas: one, a list of them, or a map (JSON Schema 2020-12, core section 10). */
const HOLDERS = new Map<string, 'one' | 'list' | 'map'>([
  ...'items additionalProperties propertyNames contains not if then else unevaluatedItems unevaluatedProperties'
    .split(' ')
    .map((keyword) => [keyword, 'one'] as const),
  ...'anyOf oneOf allOf prefixItems'.split(' ').map((keyword) => [keyword, 'list'] as const),
  ...'properties patternProperties dependentSchemas $defs definitions'
    .split(' ')
    .map((keyword) => [keyword, 'map'] as const),
]);

/** Keys and indexes, from the schema a part stands in. */
export type Path = readonly (string | number)[];

/** The schema with every schema one level below replaced; what is no schema stays. */
export function mapSubschemas(
  schema: JsonSchemaObject,
  change: (part: JsonSchema, path: Path) => JsonSchema,
): JsonSchemaObject {
  const changed = (part: unknown, path: Path) => (isSchema(part) ? change(part, path) : part);
  return mapValues(schema, (value, keyword) => {
    const holds = HOLDERS.get(keyword);
    if (holds === 'list' && Array.isArray(value)) {
      return value.map((part, index) => changed(part, [keyword, index]));
    }
    if (holds === 'map' && isRecord(value)) {
      return mapValues(value, (part, key) => changed(part, [keyword, key]));
    }
    return holds === 'one' ? changed(value, [keyword]) : value;
  });
}

/** The schemas one level below. */
export function subschemas(schema: JsonSchemaObject): { schema: JsonSchema; path: Path }[] {
  const parts: { schema: JsonSchema; path: Path }[] = [];
  const add = (part: unknown, path: Path) => {
    if (isSchema(part)) parts.push({ schema: part, path });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    const holds = HOLDERS.get(keyword);
    if (holds === 'one') add(value, [keyword]);
    else if (holds === 'list' && Array.isArray(value))
      for (const [index, part] of value.entries()) add(part, [keyword, index]);
    else if (holds === 'map' && isRecord(value))
      for (const [key, part] of Object.entries(value)) add(part, [keyword, key]);
  }
  return parts;
}

/** The properties that a schema names, with what they are held against; required ones may be named nowhere else. */
export function namedProperties({
  properties = {},
  required = [],
  additionalProperties = true,
}: JsonSchemaObject): [name: string, schema: JsonSchema][] {
  const others = required.filter((name) => !Object.hasOwn(properties, name));
  return [
    ...Object.entries(properties),
    ...others.map((name): [string, JsonSchema] => [name, additionalProperties]),
  ];
}

/** The names of the properties that a schema or one of its branches describes. */
export function propertyNames(
  root: JsonSchema,
  referenced: (ref: string) => JsonSchema | undefined,
): Set<string> {
  const names = new Set<string>();
  const schemas = new Set<unknown>([root]);
  // A set is visited while it grows.
  for (const schema of schemas) {
    if (!isRecord(schema)) continue;
    const { properties, $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
    for (const name of Object.keys(isRecord(properties) ? properties : {})) names.add(name);
    const target = typeof $ref === 'string' ? referenced($ref) : undefined;
    for (const branch of [anyOf, oneOf, allOf, target].flat()) schemas.add(branch);
  }
  return names;
}

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'boolean' || isRecord(value);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key that users choose, which can be `constructor` or `toString`. */
export const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Keeps a key `__proto__` what it is: a key, which the copy has as its own. */
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
