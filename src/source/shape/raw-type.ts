import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typesOf,
} from '../../model/json-schema.js';
import { isRecord, isSchema } from '../../model/json-schema/subschemas.js';
import {
  arrayOf,
  literalType,
  objectOf,
  recordOf,
  tupleOf,
  type Type,
  union,
} from '../print/type.js';

/** The type of what a schema allows; where that cannot be written in a few words, a wider one. */
export function rawType(schema: JsonSchema): Type {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  const values = 'const' in schema ? [schema.const] : schema.enum;
  if (values) return union(values.map(literalType));
  const options = schema.anyOf ?? schema.oneOf;
  const types = typesOf(schema);
  if (Array.isArray(options) && (types.length === 0 || !schema.properties)) {
    return union(options.filter(isSchema).map((option) => rawType(typed(option, schema))));
  }
  return types.length === 0 ? 'unknown' : union(types.map((type) => typeOfOne(type, schema)));
}

/** A branch that states no type has that of the whole. */
const typed = (option: JsonSchema, { type }: JsonSchemaObject): JsonSchema =>
  isRecord(option) && type !== undefined ? { type, ...option } : option;

function typeOfOne(type: JsonSchemaType, schema: JsonSchemaObject): Type {
  if (type === 'object') return objectType(schema);
  if (type !== 'array') return type === 'integer' ? 'number' : type;
  return tupleType(schema) ?? arrayOf(rawType(schema.items ?? true));
}

/** Only where the number of items is certain. */
function tupleType({ prefixItems, items, minItems, maxItems }: JsonSchemaObject): Type | undefined {
  if (!Array.isArray(prefixItems)) return undefined;
  const { length } = prefixItems;
  const isExact = minItems === length && (items === false || maxItems === length);
  if (isExact) return tupleOf(prefixItems.filter(isSchema).map(rawType));
  return arrayOf('unknown');
}

function objectType(schema: JsonSchemaObject): Type {
  const { properties = {}, required = [], additionalProperties, patternProperties } = schema;
  const members = Object.entries(properties).map(([name, property]) => ({
    name,
    optional: !required.includes(name),
    type: rawType(property),
  }));
  const hasOthers = isRecord(patternProperties) || (additionalProperties ?? false) !== false;
  if (members.length > 0) return objectOf(members, hasOthers);
  if (isRecord(patternProperties)) return recordOf('unknown');
  return recordOf(rawType(additionalProperties ?? true));
}
