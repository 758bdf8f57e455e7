import { omit } from '../../model/json-schema/subschemas.js';
import { nonBlankText, type RawObject, type Schema } from '../model.js';
import { impliedType } from './implied-type.js';

/** Keywords whose values are values of the schema. */
const VALUES = ['enum', 'const', 'default'];

/** Returns whether a schema states integers that were rounded when the document was parsed. */
const statesRounded = (schema: RawObject): boolean =>
  VALUES.flatMap((key) => schema[key]).some(isRounded);

/** Returns whether a value is an integer beyond 2^53, of which a parser of JSON or YAML keeps no exact digits. */
export const isRounded = (value: unknown): boolean =>
  Number.isInteger(value) && !Number.isSafeInteger(value);

/** Returns a schema without rounded values, which accepts any integer instead. */
export function withoutRounded(
  schema: RawObject,
  reportLoss: (kind: string, detail: string) => void,
): RawObject {
  if (!statesRounded(schema)) return schema;
  const areIntegers = VALUES.flatMap((key) => schema[key] ?? []).every(Number.isInteger);
  const type = schema.type ?? (areIntegers ? 'integer' : undefined);
  const whatIsAccepted = type === undefined ? 'value' : 'integer';
  reportLoss('enum', `Its values beyond 2^53 are left out. Any ${whatIsAccepted} is accepted.`);
  return { ...omit(schema, VALUES), ...(type !== undefined && { type, format: 'int64' }) };
}

/**
 * Returns whether numbers are also accepted as digits, because JSON numbers beyond 2^53 are
 * rounded: 64-bit arguments, and all numbers of results that could be that large. With a default or
 * a smaller maximum, all values are exact.
 */
export function isWide(schema: RawObject, io: 'input' | 'output'): boolean {
  const { format, maximum, exclusiveMaximum } = schema;
  const types = [impliedType(schema)].flat();
  const isLong =
    ['int64', 'uint64'].includes(nonBlankText(format) ?? '') ||
    Number(maximum) > Number.MAX_SAFE_INTEGER;
  const isAny = io === 'output' && format === undefined && types.includes('number');
  const mayBe = isLong || (io === 'output' && format === undefined);
  return (
    (isAny || (mayBe && types.includes('integer'))) &&
    VALUES.every((key) => schema[key] === undefined) &&
    ![maximum, exclusiveMaximum].some(Number.isSafeInteger)
  );
}

/** Also accepts the digits of a number as a string. Results need no format. */
export function acceptDigits(schema: Schema, io: 'input' | 'output'): void {
  schema.type = [...[schema.type].flat().filter((type) => type !== 'string'), 'string'];
  if (io === 'input') schema.format = 'int64';
}

/** Accepts only numbers. */
export function acceptNumberOnly(schema: Schema): void {
  if (schema.format !== 'int64') return;
  const types = [schema.type].flat().filter((type) => type !== 'string');
  schema.type = types.length === 1 ? types[0] : types;
  delete schema.format;
}

/** Returns distinguishable branches: if another branch is a string, digits are no longer accepted as a number. */
export function distinctBranches(branches: Schema[]): Schema[] {
  const isText = ({ type, format }: Schema) =>
    [type].flat().includes('string') && format !== 'int64';
  if (branches.some(isText)) branches.forEach(acceptNumberOnly);
  return branches;
}
