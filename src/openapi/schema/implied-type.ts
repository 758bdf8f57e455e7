import { listOrEmpty, type RawObject } from '../model.js';

/** Returns the `type` of a schema, or the one that its other keywords or values imply. */
export function impliedType(schema: RawObject): unknown {
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

/** Types of JSON Schema, and that of a file in Swagger 2.0. */
const STANDARD_TYPES: ReadonlySet<string> = new Set(
  'array boolean file integer null number object string'.split(' '),
);

/** Types of programming languages, in lower case, that documents have in place of those of JSON. */
const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['int', 'integer'],
  ['long', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['decimal', 'number'],
  ['str', 'string'],
  ['text', 'string'],
]);

/** Schemas by those with other types, so that one that contains itself is recognized. */
const schemas = new WeakMap<RawObject, RawObject>();

/** Returns the schema with the type that is meant by one in capitals or of a programming language. */
export function withStandardType(schema: RawObject): RawObject {
  const { type } = schema;
  if (typeof type !== 'string' || STANDARD_TYPES.has(type)) return schema;
  const lowerCase = type.toLowerCase();
  const meant = TYPE_NAMES.get(lowerCase) ?? lowerCase;
  if (!STANDARD_TYPES.has(meant)) return schema;
  const standard = schemas.get(schema) ?? { ...schema, type: meant };
  schemas.set(schema, standard);
  return standard;
}
