import { isRecord } from './json-schema/subschemas.js';

/** The keyword with the name that a source gives a schema: tools that have the same one share its code. */
export const COMPONENT = 'x-component';

/** A schema, or what contains some, without these names. */
export function withoutComponents<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((each) => withoutComponents<unknown>(each)) as Value;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, name]) => key !== COMPONENT || typeof name !== 'string',
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutComponents(each)])) as Value;
}
