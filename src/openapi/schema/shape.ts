import { withoutAllOf } from './all-of.js';
import { list, obj, type Obj } from '../model.js';
import { resolved } from '../document/references.js';

/** The schema of a reference, its `allOf` merged if possible. */
export const flatOf = (schema: unknown, document: Obj): Obj => {
  const target = obj(resolved(document, schema));
  return target.allOf === undefined ? target : (withoutAllOf(target, document) ?? target);
};

/** OpenAPI 3.1, Encoding Object: objects in forms are JSON, unless a style is stated. */
export const jsonTypeOf = (schema: Obj): string | undefined =>
  schema.type === 'object' || schema.properties !== undefined ? 'application/json' : undefined;

/** What a style serializes; the most complex of several branches. */
export function shapeOf(
  schema: unknown,
  document: Obj,
  isPart = false,
): 'scalar' | 'list' | 'object' | 'nested' {
  const flat = flatOf(schema, document);
  const branches = [...list(flat.oneOf), ...list(flat.anyOf)].map((one) =>
    shapeOf(one, document, isPart),
  );
  const types = [flat.type].flat();
  const parts =
    types.includes('array') || flat.items ? [flat.items] : Object.values(obj(flat.properties));
  const own =
    types.includes('array') || flat.items
      ? 'list'
      : types.includes('object') || flat.properties
        ? 'object'
        : 'scalar';
  const isNested =
    !isPart && own !== 'scalar' && parts.some((one) => shapeOf(one, document, true) !== 'scalar');
  const all = [isNested ? 'nested' : own, ...branches] as const;
  return (
    all.find((one) => one === 'nested') ??
    all.find((one) => one === 'object') ??
    all.find((one) => one === 'list') ??
    'scalar'
  );
}
