import { isRecord } from './json-schema/subschemas.js';

/** The keyword with the name that a source gives a schema: tools that have the same one share its code. */
export const COMPONENT = 'x-component';

/** An object or a choice under the name that its source gives it. */
export const withComponent = <Value extends object>(schema: Value, name: string): Value =>
  'properties' in schema || 'enum' in schema ? { [COMPONENT]: name, ...schema } : schema;

/** The keyword with a schema of samples, where the schema of a result says less of its values than its source. */
export const SAMPLE = 'x-sample';

/** A schema, or what contains some, without these keywords. */
export function withoutComponents<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((each) => withoutComponents<unknown>(each)) as Value;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, value]) =>
      !(key === COMPONENT && typeof value === 'string') && !(key === SAMPLE && isRecord(value)),
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutComponents(each)])) as Value;
}
