import { isObject } from '../../../runtime/src/utils/is-object.js';
import { withoutComponents } from '../../model/component.js';
import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typeList,
} from '../../model/json-schema.js';
import { isSchema, omit, subschemas } from '../../model/json-schema/subschemas.js';
import {
  arrayTypeCode,
  literalType,
  objectTypeCode,
  recordTypeCode,
  tupleTypeCode,
  type TypeCode,
  union,
} from '../print/type.js';
import { IDENTIFIERS } from './keywords.js';
import { resolveReferences } from './references.js';
import {
  type DocumentShape,
  type ObjectShape,
  type SchemaSide,
  type ShapeScope,
  usesDefinition,
} from './shape.js';
import { schemaShape } from './shape-of.js';

/** The test, the module, the list and what tools share ask for the shapes of the same schemas. */
const shapesBySchema = new WeakMap<JsonSchemaObject, Map<string, DocumentShape>>();

/**
 * Decides how a schema is written. It must have no `schemaProblems`.
 * @param defaultedNames properties of the root whose default zod fills in
 */
export function documentShape(
  document: JsonSchemaObject,
  io: SchemaSide,
  defaultedNames: readonly string[] = [],
): DocumentShape {
  const shapes = shapesBySchema.get(document) ?? new Map<string, DocumentShape>();
  shapesBySchema.set(document, shapes);
  const key = JSON.stringify([io, ...defaultedNames]);
  const shape = shapes.get(key) ?? newDocumentShape(document, io, defaultedNames);
  shapes.set(key, shape);
  return shape;
}

function newDocumentShape(
  document: JsonSchemaObject,
  io: SchemaSide,
  filled: readonly string[],
): DocumentShape {
  const { schema, definitions } = resolveReferences(document);
  // References need the whole document, so if a part with a reference cannot be written, the
  // document cannot.
  let wholeIsRaw: string | undefined;
  const scope: ShapeScope = {
    io,
    definitions,
    filled,
    shapeOf: (part) => schemaShape(part, scope, 'inside'),
    raw(part, reason) {
      if (hasReference(part)) wholeIsRaw ??= reason;
      return {
        kind: 'raw',
        schema: withoutComponents(part),
        reason,
        type: rawType(part),
        notes: {},
      };
    },
  };
  const root = schemaShape(schema, scope, 'root');
  const shapes = new Map<string, ObjectShape>();
  for (const [name, definition] of definitions) {
    const shape = scope.shapeOf(definition);
    if (shape.kind !== 'object') {
      wholeIsRaw ??= 'zod has no name for what contains itself and is no object';
    } else if (typeof shape.rest === 'object' && usesDefinition(shape.rest)) {
      wholeIsRaw ??= 'only named properties of a zod object can contain it';
    } else shapes.set(name, shape);
  }
  if (wholeIsRaw === undefined) return { root, definitions: shapes };
  const rootSchema = withoutComponents(omit(document, IDENTIFIERS));
  return {
    root: { kind: 'raw', schema: rootSchema, reason: wholeIsRaw, type: rawType(schema), notes: {} },
    definitions: new Map(),
  };
}

const hasReference = (schema: JsonSchema): boolean =>
  isObject(schema) &&
  ('$ref' in schema || subschemas(schema).some((part) => hasReference(part.schema)));

/** Maximum number of characters of a type; readers skip longer ones. */
const MAX_TYPE_LENGTH = 500;

/** Returns the type, or `unknown` if it is too long. */
const shortType = (type: TypeCode): TypeCode =>
  JSON.stringify(type).length > MAX_TYPE_LENGTH ? 'unknown' : type;

/** Returns the type of the values that a schema allows; a wider one if a precise type would be long. */
function rawType(schema: JsonSchema): TypeCode {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  const values = 'const' in schema ? [schema.const] : schema.enum;
  if (values) return union(values.map(literalType));
  const options = schema.anyOf ?? schema.oneOf;
  const types = typeList(schema);
  if (Array.isArray(options) && (types.length === 0 || !schema.properties)) {
    return union(options.filter(isSchema).map((option) => rawType(withType(option, schema))));
  }
  return types.length === 0 ? 'unknown' : union(types.map((type) => typeOfOne(type, schema)));
}

/** Returns the branch with the type and the items of the whole schema, where it states none. */
const withType = (option: JsonSchema, { type, items }: JsonSchemaObject): JsonSchema =>
  isObject(option)
    ? { ...(type !== undefined && { type }), ...(items !== undefined && { items }), ...option }
    : option;

function typeOfOne(type: JsonSchemaType, schema: JsonSchemaObject): TypeCode {
  if (type === 'object') return objectType(schema);
  if (type !== 'array') return type === 'integer' ? 'number' : type;
  return tupleType(schema) ?? arrayTypeCode(rawType(schema.items ?? true));
}

/** Returns the tuple type; undefined unless the number of items is certain. */
function tupleType({
  prefixItems,
  items,
  minItems,
  maxItems,
}: JsonSchemaObject): TypeCode | undefined {
  if (!Array.isArray(prefixItems)) return undefined;
  const { length } = prefixItems;
  const isExact = minItems === length && (items === false || maxItems === length);
  if (isExact) return tupleTypeCode(prefixItems.filter(isSchema).map(rawType));
  return arrayTypeCode('unknown');
}

function objectType(schema: JsonSchemaObject): TypeCode {
  const {
    properties = {},
    required: requiredNames = [],
    additionalProperties,
    patternProperties,
  } = schema;
  const members = Object.entries(properties).map(([name, property]) => ({
    name,
    optional: !requiredNames.includes(name),
    type: shortType(rawType(property)),
  }));
  const hasOthers = isObject(patternProperties) || (additionalProperties ?? false) !== false;
  if (members.length > 0) return objectTypeCode(members, hasOthers);
  if (isObject(patternProperties)) return recordTypeCode('unknown');
  return recordTypeCode(rawType(additionalProperties ?? true));
}
