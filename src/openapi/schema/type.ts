import { list, text, type Obj, type Schema } from '../model.js';

/** The `type` of a schema, else the one that its other keywords or values imply. */
export function typeOf(schema: Obj): unknown {
  const { type } = schema;
  if (type === 'file') return 'string';
  if (Array.isArray(type)) return type.length === 1 ? type[0] : type;
  if (type !== undefined) return type;
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  const values = schema.const === undefined ? list(schema.enum) : [schema.const];
  if (values.length > 0 && values.every((one) => one === null)) return 'null';
  const types = new Set(values.filter((one) => one !== null).map((one) => typeof one));
  const [only] = types;
  if (types.size !== 1 || only === 'object') return undefined;
  return values.includes(null) ? [only, 'null'] : only;
}

/** Integers of 64 bits, which a JSON number rounds beyond 2^53; with a default or a smaller maximum, all values are exact. */
export const isInt64 = (schema: Obj): boolean =>
  (['int64', 'uint64'].includes(text(schema.format) ?? '') ||
    Number(schema.maximum) > Number.MAX_SAFE_INTEGER) &&
  [typeOf(schema)].flat().includes('integer') &&
  ['enum', 'const', 'default'].every((key) => schema[key] === undefined) &&
  ![schema.maximum, schema.exclusiveMaximum].some(Number.isSafeInteger);

/** With its digits as a string, too. Results need no format. */
export function widen(schema: Schema, io: 'input' | 'output'): void {
  schema.type = [...[schema.type].flat().filter((type) => type !== 'string'), 'string'];
  if (io === 'input') schema.format = 'int64';
}

/** A number only. */
export function narrow(schema: Schema): void {
  if (schema.format !== 'int64') return;
  const types = [schema.type].flat().filter((type) => type !== 'string');
  schema.type = types.length === 1 ? types[0] : types;
  delete schema.format;
}

/** Branches that can be told apart: the digits of a text that is another branch are no number. */
export function apart(branches: Schema[]): Schema[] {
  const isText = ({ type, format }: Schema) =>
    [type].flat().includes('string') && format !== 'int64';
  if (branches.some(isText)) branches.forEach(narrow);
  return branches;
}
