import { isRecord } from '../model/json-schema/subschemas.js';

/** What stands at a path, such as `auth` and `style`. */
export const valueAt = (whole: unknown, [key, ...rest]: readonly string[]): unknown =>
  key === undefined ? whole : isRecord(whole) ? valueAt(whole[key], rest) : undefined;

/** The same with a value there. */
export function withValueAt<T extends object>(
  whole: T,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): T {
  const member = (whole as Record<string, unknown>)[key];
  const inner = isRecord(member) ? member : {};
  return { ...whole, [key]: rest.length === 0 ? value : withValueAt(inner, rest, value) };
}
