import { list, type Obj } from '../model.js';

/** The `type` of a schema, else the one that its other keywords or values imply. */
export function typeOf(schema: Obj): unknown {
  const { type } = schema;
  if (type === 'file') return 'string';
  if (Array.isArray(type)) return type.length === 1 ? type[0] : type;
  if (type !== undefined) return type;
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  const values = schema.const === undefined ? list(schema.enum) : [schema.const];
  const types = new Set(values.filter((one) => one !== null).map((one) => typeof one));
  const [only] = types;
  return types.size === 1 && only !== 'object' ? only : undefined;
}
