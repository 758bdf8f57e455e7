import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { followReferences } from '../document/references.js';
import { listOrEmpty, type RawObject } from '../model.js';
import { withoutAllOf } from './all-of.js';
import { impliedType, withStandardType } from './implied-type.js';

/** Returns the target of a reference, with its `allOf` merged if possible, and with a standard type. */
export const mergedTarget = (schema: unknown, document: RawObject): RawObject => {
  const target = objectOrEmpty(followReferences(document, schema));
  return withStandardType(
    target.allOf === undefined ? target : (withoutAllOf(target, document) ?? target),
  );
};

/** Returns the media type of JSON for objects in forms, unless a style is stated (OpenAPI 3.1, Encoding Object). */
export const jsonTypeOf = (schema: RawObject): string | undefined =>
  schema.type === 'object' || schema.properties !== undefined ? 'application/json' : undefined;

/** Returns whether a list in a value has items with members of their own, which would be mixed up without indices. */
export function hasNestedItems(
  schema: unknown,
  document: RawObject,
  parents: readonly RawObject[] = [],
): boolean {
  const mergedSchema = mergedTarget(schema, document);
  if (parents.includes(mergedSchema)) return false;
  const { items, properties, additionalProperties, oneOf, anyOf } = mergedSchema;
  const parts = [
    items,
    additionalProperties,
    ...Object.values(objectOrEmpty(properties)),
    oneOf,
    anyOf,
  ].flat();
  return (
    (items !== undefined && serializedShape(items, document) !== 'scalar') ||
    parts.some(
      (part) => isObject(part) && hasNestedItems(part, document, [...parents, mergedSchema]),
    )
  );
}

/**
 * Returns the shape that a style serializes; of several branches, the most complex one. No style
 * serializes an object beside other values. An object whose members are values and lists of them is
 * `lists`.
 */
export function serializedShape(
  schema: unknown,
  document: RawObject,
  isPart = false,
): 'scalar' | 'list' | 'object' | 'lists' | 'nested' {
  const mergedSchema = mergedTarget(schema, document);
  const { items, properties, additionalProperties } = mergedSchema;
  const types = [mergedSchema.type].flat().filter((typeName) => typeName !== 'null');
  const isList = types.includes('array') || items !== undefined;
  const isObject = !isList && (types.includes('object') || properties !== undefined);
  const parts = isList
    ? [items]
    : [...Object.values(objectOrEmpty(properties)), additionalProperties];
  const isNested =
    !isPart &&
    (isList || isObject) &&
    parts.some((part) => serializedShape(part, document, true) !== 'scalar');
  const hasLists = isNested && isObject && parts.every((part) => isFlat(part, document));
  const nestedShape = hasLists ? 'lists' : 'nested';
  const shape = isNested ? nestedShape : isList ? 'list' : isObject ? 'object' : 'scalar';
  const branches = [...listOrEmpty(mergedSchema.oneOf), ...listOrEmpty(mergedSchema.anyOf)].filter(
    (branch) => objectOrEmpty(branch).type !== 'null',
  );
  // A branch without a type, which may only require members, has the type of the schema around it.
  const isOwnShape = (branch: unknown) =>
    shape === 'scalar' || impliedType(mergedTarget(branch, document)) !== undefined;
  const shapes = [
    ...(shape === 'scalar' && branches.length > 0 ? [] : [shape]),
    ...branches.filter(isOwnShape).map((branch) => serializedShape(branch, document, isPart)),
  ];
  const objectShapes = shapes.filter((name) => name === 'object' || name === 'lists');
  const isMixed = types.length > 1 || objectShapes.length < shapes.length;
  if (shapes.includes('nested') || (objectShapes.length > 0 && isMixed)) return 'nested';
  if (objectShapes.length > 0) return objectShapes.includes('lists') ? 'lists' : 'object';
  return shapes.includes('list') ? 'list' : 'scalar';
}

/** Returns whether a schema allows only single values, or only lists of them. */
function isFlat(schema: unknown, document: RawObject): boolean {
  const { type, items } = mergedTarget(schema, document);
  const value = [type].flat().includes('array') ? items : schema;
  return serializedShape(value, document, true) === 'scalar';
}
