/** The deepest value of a client, an API or a server: `JSON.stringify` and validators recurse and would overflow the stack. */
export const MAX_DEPTH = 500;

/** Levels without a check for repeated objects: results rarely have more, and objects that contain themselves do. */
const UNCHECKED_LEVELS = 16;

/**
 * Returns whether a value has more levels of objects and lists than stated, such as one that
 * contains itself. It recurses no deeper than that.
 */
export const isDeeperThan = (value: unknown, levels: number): boolean => exceeds(value, levels, 0);

/** @param ancestors objects that contain this one, without the first levels */
function exceeds(
  value: unknown,
  levels: number,
  level: number,
  ancestors = level < UNCHECKED_LEVELS ? undefined : new Set<object>(),
): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (level === levels || ancestors?.has(value)) return true;
  ancestors?.add(value);
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  const isDeep = members.some((member) => exceeds(member, levels, level + 1, ancestors));
  ancestors?.delete(value);
  return isDeep;
}
