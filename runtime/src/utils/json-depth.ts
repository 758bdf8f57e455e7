/** Values on fewer levels are not remembered: results rarely have more, and objects that contain themselves do. */
const REMEMBERED = 16;

/**
 * Whether objects and lists are in each other on more levels than that, such as those that contain themselves. It recurses
 * no deeper than them.
 */
export const isDeeper = (value: unknown, levels: number): boolean =>
  exceeds(value, levels, 0, new Set());

/** @param above objects that contain this one, without the first levels */
function exceeds(value: unknown, levels: number, level: number, above: Set<object>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (level === levels || above.has(value)) return true;
  if (level >= REMEMBERED) above.add(value);
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  const isDeep = members.some((member) => exceeds(member, levels, level + 1, above));
  above.delete(value);
  return isDeep;
}
