import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { isSchema } from '../../model/json-schema/subschemas.js';
import { wordsOfName } from '../../model/names.js';
import { didYouMean } from '../../model/text/nearest.js';
import { schemaAtReference } from '../../spec/schema-mismatches.js';

/**
 * Shape of an argument's values. `lists` are objects whose fields are values and lists of them, which only an exploded
 * object of the query can be. `nested` has no OpenAPI style: lists of lists, null, any type.
 */
export type Shape = 'scalar' | 'list' | 'object' | 'lists' | 'nested';

const SCALARS: readonly unknown[] = ['string', 'number', 'integer', 'boolean'];

/** Returns the shape of the values that a schema allows. */
export function argumentShape(schema: JsonSchema | undefined, root: ObjectSchema): Shape {
  const {
    type,
    items,
    properties = {},
    additionalProperties,
    anyOf,
    oneOf,
  } = dereferenceSchema(schema, root);
  const isList = (part: JsonSchema) => {
    const { type: partType, items: itemSchema } = dereferenceSchema(part, root);
    return partType === 'array' && isScalar(itemSchema, root);
  };
  if (type === 'array') return isScalar(items, root) ? 'list' : 'nested';
  if (type === 'object') {
    const additionalSchemas = isObject(additionalProperties) ? [additionalProperties] : [];
    const fields = [...Object.values(properties), ...additionalSchemas];
    if (fields.every((field) => isScalar(field, root))) return 'object';
    return fields.every((field) => isScalar(field, root) || isList(field)) ? 'lists' : 'nested';
  }
  const branches = type === undefined ? [anyOf, oneOf].find(Array.isArray) : undefined;
  if (!branches) return isScalar(schema, root) ? 'scalar' : 'nested';
  const schemas = branches.filter(isSchema);
  if (!schemas.every((branch) => isScalar(branch, root) || isList(branch))) return 'nested';
  return schemas.some(isList) ? 'list' : 'scalar';
}

const SLASH_FORMAT = /^(url|uri|iri|(uri|iri)-reference|uri-template|json-pointer|byte)$/;

/**
 * Returns whether values may contain slashes, judging by the format, the pattern, the examples and
 * the choices of the schema, or by a name such as `file_path`.
 */
export function hasSlashes(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
  name: string,
  depth = MAX_UNION_DEPTH,
): boolean {
  const { type, format, pattern, anyOf, oneOf, ...rest } = dereferenceSchema(schema, root);
  const { enum: choices, const: constant, default: defaultValue, examples, example } = rest;
  if (type !== undefined && ![type].flat().includes('string')) return false;
  const values = [choices, constant, defaultValue, examples, example].flat();
  const branches = depth > 0 ? [anyOf, oneOf].flat().filter(isSchema) : [];
  return (
    values.some((value) => typeof value === 'string' && value.includes('/')) ||
    SLASH_FORMAT.test(format ?? '') ||
    (wordsOfName(name).at(-1) === 'path' && (format ?? pattern ?? choices) === undefined) ||
    // A pattern with `[^/]` excludes slashes.
    (pattern?.replace(/\[\^(?:\\.|[^\]\\])*\]/g, '').includes('/') ?? false) ||
    branches.some((branch) => hasSlashes(branch, root, name, depth - 1))
  );
}

/**
 * Returns fields that an object may have besides its named ones: none, of any type, or of one type.
 * Further fields of one type beside named ones are `beside-named`, because one type cannot cover
 * both.
 */
export function furtherFields(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
): 'none' | 'any' | 'beside-named' | 'typed' {
  const { properties, additionalProperties = properties === undefined } = dereferenceSchema(
    schema,
    root,
  );
  if (additionalProperties === false) return 'none';
  if (properties !== undefined) return 'beside-named';
  return additionalProperties === true ? 'any' : 'typed';
}

/** Returns whether a schema allows only objects. */
export function isObjectSchema(schema: JsonSchema | undefined, root: ObjectSchema): boolean {
  const { type, anyOf, oneOf } = dereferenceSchema(schema, root);
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return (
    type === 'object' ||
    (type === undefined &&
      branches.length > 0 &&
      branches.every((branch) => dereferenceSchema(branch, root).type === 'object'))
  );
}

/** Returns whether a schema allows only strings. */
export function isText(schema: JsonSchema | undefined, root: ObjectSchema): boolean {
  const { type, enum: choices, const: constant, anyOf, oneOf } = dereferenceSchema(schema, root);
  if (type !== undefined) return [type].flat().every((typeName) => typeName === 'string');
  const values = choices ?? (constant === undefined ? [] : [constant]);
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return values.length > 0
    ? values.every((value) => typeof value === 'string')
    : branches.length > 0 &&
        branches.every((branch) => dereferenceSchema(branch, root).type === 'string');
}

/** Returns the schema of the items of a list; undefined for other schemas. */
export function itemSchema(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
): JsonSchema | undefined {
  const { type, items } = dereferenceSchema(schema, root);
  return type === 'array' ? items : undefined;
}

/** The depth is limited, because unions may refer to themselves. */
const MAX_UNION_DEPTH = 4;

export function isScalar(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
  depth = MAX_UNION_DEPTH,
): boolean {
  const { type, enum: choices, anyOf, oneOf, ...rest } = dereferenceSchema(schema, root);
  if (type !== undefined) return [type].flat().every((typeName) => SCALARS.includes(typeName));
  const values = choices ?? ('const' in rest ? [rest.const] : []);
  if (values.length > 0) return values.every((value) => SCALARS.includes(typeof value));
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return (
    depth > 0 &&
    branches.length > 0 &&
    branches.every((branch) => isScalar(branch, root, depth - 1))
  );
}

/** Returns the schema that a reference points to; empty if that is a reference again. */
function dereferenceSchema(schema: JsonSchema | undefined, root: ObjectSchema): JsonSchemaObject {
  const isReference = isObject(schema) && schema.$ref !== undefined;
  const target = isReference ? schemaAtReference(schema.$ref, root) : schema;
  return isObject(target) && target.$ref === undefined ? target : {};
}

export const schemaProperty = ({ properties = {} }: JsonSchemaObject, name: string) =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** Returns a sentence ending for a tool that has no argument of this name. */
export const missingArgumentFault = (schema: ObjectSchema, name: string): string | undefined =>
  schemaProperty(schema, name) === undefined
    ? `, which is not an argument${didYouMean(name, Object.keys(schema.properties ?? {}))}`
    : undefined;
