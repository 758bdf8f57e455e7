import { followReferences } from '../document/references.js';
import { isObj, list, type Obj, obj } from '../model.js';
import { withoutAllOf } from './all-of.js';

/** The schema of a reference, its `allOf` merged if possible. */
export const flatOf = (schema: unknown, document: Obj): Obj => {
  const target = obj(followReferences(document, schema));
  return target.allOf === undefined ? target : (withoutAllOf(target, document) ?? target);
};

/** OpenAPI 3.1, Encoding Object: objects in forms are JSON, unless a style is stated. */
export const jsonTypeOf = (schema: Obj): string | undefined =>
  schema.type === 'object' || schema.properties !== undefined ? 'application/json' : undefined;

/** Whether a list in a value has items with parts of their own: without numbers, these would be mixed up. */
export function hasNestedItems(
  schema: unknown,
  document: Obj,
  above: readonly Obj[] = [],
): boolean {
  const flat = flatOf(schema, document);
  if (above.includes(flat)) return false;
  const { items, properties, additionalProperties, oneOf, anyOf } = flat;
  const parts = [
    items,
    additionalProperties,
    ...Object.values(obj(properties)),
    oneOf,
    anyOf,
  ].flat();
  return (
    (items !== undefined && shapeOf(items, document) !== 'scalar') ||
    parts.some((one) => isObj(one) && hasNestedItems(one, document, [...above, flat]))
  );
}

/** What a style serializes; the most complex of several branches. No style writes an object beside other values. */
export function shapeOf(
  schema: unknown,
  document: Obj,
  isPart = false,
): 'scalar' | 'list' | 'object' | 'nested' {
  const flat = flatOf(schema, document);
  const { items, properties, additionalProperties } = flat;
  const types = [flat.type].flat().filter((one) => one !== 'null');
  const isList = types.includes('array') || items !== undefined;
  const isObject = !isList && (types.includes('object') || properties !== undefined);
  const parts = isList ? [items] : [...Object.values(obj(properties)), additionalProperties];
  const isNested =
    !isPart &&
    (isList || isObject) &&
    parts.some((one) => shapeOf(one, document, true) !== 'scalar');
  const shape = isNested ? 'nested' : isList ? 'list' : isObject ? 'object' : 'scalar';
  const branches = [...list(flat.oneOf), ...list(flat.anyOf)].filter(
    (one) => obj(one).type !== 'null',
  );
  const all = [shape, ...branches.map((one) => shapeOf(one, document, isPart))];
  const isMixed = types.length > 1 || branches.length > 1;
  if (all.includes('nested') || (all.includes('object') && isMixed)) return 'nested';
  return all.find((one) => one === 'object') ?? all.find((one) => one === 'list') ?? 'scalar';
}
