import { listOrEmpty, type RawObject } from '../model.js';

/** Returns the `type` of a schema, or the one that its other keywords or values imply. */
export function typeOf(schema: RawObject): unknown {
  const { type } = schema;
  if (type === 'file') return 'string';
  if (Array.isArray(type)) return type.length === 1 ? type[0] : type;
  if (type !== undefined) return type;
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  const values = schema.const === undefined ? listOrEmpty(schema.enum) : [schema.const];
  if (values.length > 0 && values.every((value) => value === null)) return 'null';
  const types = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const [onlyType] = types;
  if (types.size !== 1 || onlyType === 'object') return undefined;
  return values.includes(null) ? [onlyType, 'null'] : onlyType;
}
