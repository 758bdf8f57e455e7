import { isObject } from '../../runtime/src/utils/is-object.js';

/** Keyword with the name that a source gives a schema. Tools with the same component share its code. */
export const COMPONENT = 'x-component';

/** Returns an object or a choice with the name that its source gives it; other schemas stay as they are. */
export const withComponent = <Value extends object>(schema: Value, name: string): Value =>
  'properties' in schema || 'enum' in schema ? { [COMPONENT]: name, ...schema } : schema;

/** Keyword with a schema for samples, if the result schema is less specific than the source. */
export const SAMPLE = 'x-sample';

/** Returns a copy without these keywords. The value is a schema or contains schemas. */
export function withoutComponents<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => withoutComponents<unknown>(item)) as Value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, value]) =>
      !(key === COMPONENT && typeof value === 'string') && !(key === SAMPLE && isObject(value)),
  );
  return Object.fromEntries(
    entries.map(([key, member]) => [key, withoutComponents(member)]),
  ) as Value;
}
