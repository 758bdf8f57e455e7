import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { isRecord, isSchema } from '../../model/json-schema/subschemas.js';
import { words } from '../../model/names.js';
import { didYouMean } from '../../model/nearest.js';
import { schemaAtReference } from '../../spec/match.js';

/** What a parameter has to write; `nested` is everything that OpenAPI gives no form: lists of lists, null, any type. */
export type Shape = 'scalar' | 'list' | 'object' | 'nested';

const SCALARS: readonly unknown[] = ['string', 'number', 'integer', 'boolean'];

/** The shape of the values that a schema allows. */
export function shapeOf(schema: JsonSchema | undefined, root: ObjectSchema): Shape {
  const {
    type,
    items,
    properties = {},
    additionalProperties,
    anyOf,
    oneOf,
  } = resolved(schema, root);
  if (type === 'array') return isScalar(items, root) ? 'list' : 'nested';
  if (type === 'object') {
    const others = isRecord(additionalProperties) ? [additionalProperties] : [];
    const isFlat = [...Object.values(properties), ...others].every((each) => isScalar(each, root));
    return isFlat ? 'object' : 'nested';
  }
  const branches = type === undefined ? [anyOf, oneOf].find(Array.isArray) : undefined;
  if (!branches) return isScalar(schema, root) ? 'scalar' : 'nested';
  const isList = (branch: JsonSchema) => {
    const { type: own, items: of } = resolved(branch, root);
    return own === 'array' && isScalar(of, root);
  };
  const schemas = branches.filter(isSchema);
  if (!schemas.every((branch) => isScalar(branch, root) || isList(branch))) return 'nested';
  return schemas.some(isList) ? 'list' : 'scalar';
}

const WITH_SLASHES = /^(url|uri|iri|(uri|iri)-reference|uri-template|json-pointer|byte)$/;

/** Whether values have slashes: a schema says so by a format, a pattern, or its examples and choices, a name as `file_path`. */
export function hasSlashes(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
  name: string,
  depth = DEEPEST_UNION,
): boolean {
  const { type, format, pattern, anyOf, oneOf, ...rest } = resolved(schema, root);
  const { enum: choices, const: only, default: usual, examples, example } = rest;
  if (type !== undefined && ![type].flat().includes('string')) return false;
  const values = [choices, only, usual, examples, example].flat();
  const branches = depth > 0 ? [anyOf, oneOf].flat().filter(isSchema) : [];
  return (
    values.some((value) => typeof value === 'string' && value.includes('/')) ||
    WITH_SLASHES.test(format ?? '') ||
    (words(name).at(-1) === 'path' && (format ?? pattern ?? choices) === undefined) ||
    // `[^/]` says that there are none.
    (pattern?.replace(/\[\^(?:\\.|[^\]\\])*\]/g, '').includes('/') ?? false) ||
    branches.some((branch) => hasSlashes(branch, root, name, depth - 1))
  );
}

/**
 * What an object has beside the fields that it names: nothing, fields of any type, or fields of a type. With named fields, a
 * type for both is as wide as `unknown`.
 */
export function furtherFields(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
): 'none' | 'any' | 'beside-named' | 'typed' {
  const { properties, additionalProperties = properties === undefined } = resolved(schema, root);
  if (additionalProperties === false) return 'none';
  if (properties !== undefined) return 'beside-named';
  return additionalProperties === true ? 'any' : 'typed';
}

/** Whether a schema allows objects only, each with fields. */
export function isObjectSchema(schema: JsonSchema | undefined, root: ObjectSchema): boolean {
  const { type, anyOf, oneOf } = resolved(schema, root);
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return (
    type === 'object' ||
    (type === undefined &&
      branches.length > 0 &&
      branches.every((branch) => resolved(branch, root).type === 'object'))
  );
}

/** Whether a schema allows texts only. */
export function isText(schema: JsonSchema | undefined, root: ObjectSchema): boolean {
  const { type, enum: choices, const: only, anyOf, oneOf } = resolved(schema, root);
  if (type !== undefined) return [type].flat().every((one) => one === 'string');
  const values = choices ?? (only === undefined ? [] : [only]);
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return values.length > 0
    ? values.every((value) => typeof value === 'string')
    : branches.length > 0 && branches.every((branch) => resolved(branch, root).type === 'string');
}

/** The schema of the items of a list; undefined for anything else. */
export function itemsOf(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
): JsonSchema | undefined {
  const { type, items } = resolved(schema, root);
  return type === 'array' ? items : undefined;
}

/** Unions may lead back to themselves. */
const DEEPEST_UNION = 4;

export function isScalar(
  schema: JsonSchema | undefined,
  root: ObjectSchema,
  depth = DEEPEST_UNION,
): boolean {
  const { type, enum: choices, anyOf, oneOf, ...rest } = resolved(schema, root);
  if (type !== undefined) return [type].flat().every((one) => SCALARS.includes(one));
  const values = choices ?? ('const' in rest ? [rest.const] : []);
  if (values.length > 0) return values.every((value) => SCALARS.includes(typeof value));
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  return (
    depth > 0 && branches.length > 0 && branches.every((each) => isScalar(each, root, depth - 1))
  );
}

/** What a reference leads to; one that leads to a further reference has no shape. */
function resolved(schema: JsonSchema | undefined, root: ObjectSchema): JsonSchemaObject {
  const isReference = isRecord(schema) && schema.$ref !== undefined;
  const target = isReference ? schemaAtReference(schema.$ref, root) : schema;
  return isRecord(target) && target.$ref === undefined ? target : {};
}

export const propertyOf = ({ properties = {} }: JsonSchemaObject, name: string) =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** The end of a sentence where a tool has no argument of that name. */
export const noArgument = (schema: ObjectSchema, name: string): string | undefined =>
  propertyOf(schema, name) === undefined
    ? `, which is not an argument${didYouMean(name, Object.keys(schema.properties ?? {}))}`
    : undefined;
