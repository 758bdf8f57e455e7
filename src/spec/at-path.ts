import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';

/** Returns the member at a path, such as `auth` and `style`. */
export const memberAt = (container: unknown, [key, ...rest]: readonly string[]): unknown =>
  key === undefined ? container : isObject(container) ? memberAt(container[key], rest) : undefined;

/** Returns a copy with a value at a path. */
export function withMemberAt<T extends object>(
  container: T,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): T {
  const member = (container as Record<string, unknown>)[key];
  const inner = objectOrEmpty(member);
  return { ...container, [key]: rest.length === 0 ? value : withMemberAt(inner, rest, value) };
}
