import { isRecord } from '../model/json-schema/subschemas.js';

/** What stands at a path, such as `auth` and `style`. */
export const memberAt = (whole: unknown, [key, ...rest]: readonly string[]): unknown =>
  key === undefined ? whole : isRecord(whole) ? memberAt(whole[key], rest) : undefined;

/** The same with a value there. */
export function withMemberAt<T extends object>(
  whole: T,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): T {
  const member = (whole as Record<string, unknown>)[key];
  const inner = isRecord(member) ? member : {};
  return { ...whole, [key]: rest.length === 0 ? value : withMemberAt(inner, rest, value) };
}
