import { isObject, objectOrEmpty } from '../../utils/is-object.js';

/** A JSON Schema in the form of `tools/list`. */
export type JsonSchemaObject = Readonly<Record<string, unknown>>;

/** A schema within a schema, and its place. */
export interface Subschema {
  schema: JsonSchemaObject;
  pointer: string;
  /** Name of the property that the schema describes. */
  property?: string;
}

const SINGLE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames']; // prettier-ignore
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/** Returns all subschemas of a schema, including itself. */
export function* subschemas(
  schema: JsonSchemaObject,
  pointer = '#',
  property?: string,
): Generator<Subschema> {
  yield { schema, pointer, ...(property !== undefined && { property }) };
  for (const key of SINGLE) {
    const subschema = schema[key];
    if (isObject(subschema)) yield* subschemas(subschema, `${pointer}/${key}`);
  }
  for (const key of LISTS) {
    const list: unknown = schema[key];
    for (const [index, subschema] of (Array.isArray(list) ? list : []).entries())
      if (isObject(subschema)) yield* subschemas(subschema, `${pointer}/${key}/${index}`);
  }
  for (const key of MAPS) {
    const map = schema[key];
    for (const [name, subschema] of Object.entries(objectOrEmpty(map)))
      if (isObject(subschema))
        yield* subschemas(
          subschema,
          `${pointer}/${key}/${name.replaceAll('/', '~1')}`,
          key === 'properties' ? name : undefined,
        );
  }
}

/** Default dialect of MCP; it is omitted, because older validators do not know it. */
const DEFAULT_DIALECT = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** What Zod writes of a record with any keys. */
const ANY_NAME = JSON.stringify({ type: 'string' });

/**
 * Returns a schema for clients that read lists strictly: without the default dialect and what every
 * object fulfills, and with objects in place of the schemas `true` and `false`, for which SDK 1
 * rejects the whole list.
 */
export function withoutZodKeywords({
  $schema,
  propertyNames,
  ...schema
}: JsonSchemaObject): JsonSchemaObject {
  const hasOtherDialect = typeof $schema === 'string' && !DEFAULT_DIALECT.test($schema);
  const isAnyName = propertyNames === undefined || JSON.stringify(propertyNames) === ANY_NAME;
  return {
    ...(hasOtherDialect && { $schema }),
    ...(!isAnyName && { propertyNames: asObject(propertyNames) }),
    ...mapValues(schema, (value, key): unknown => {
      if (Array.isArray(value))
        return [...LISTS, 'items'].includes(key) ? value.map(asObject) : value;
      if (MAPS.includes(key) && isObject(value)) return mapValues(value, asObject);
      const isAllowedBoolean = key === 'additionalProperties' && typeof value === 'boolean';
      return SINGLE.includes(key) && !isAllowedBoolean ? asObject(value) : value;
    }),
  };
}

const mapValues = (
  record: JsonSchemaObject,
  change: (value: unknown, key: string) => unknown,
): JsonSchemaObject =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

function asObject(schema: unknown): unknown {
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  return isObject(schema) ? withoutZodKeywords(schema) : schema;
}
