/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** The lowest version a range allows, as far as it is written in the usual forms; undefined for `*`, tags and addresses. */
export function lowestOf(range: string): Version | undefined {
  const found = /^(?:[\^~=v]|>=)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+\s].*)?$/.exec(
    range.trim().replace(/\.[xX*]/g, ''),
  );
  if (!found) return undefined;
  const [, major, minor = 0, patch = 0] = found;
  return [Number(major), Number(minor), Number(patch)];
}

/** The highest one: what a fresh installation gets. */
export function highestOf(range: string): Version | undefined {
  const lowest = lowestOf(range);
  if (!lowest) return undefined;
  const [major, minor] = lowest;
  if (/^\s*>=/.test(range)) return [Infinity, 0, 0];
  if (/^\s*\^/.test(range) && major > 0) return [major, Infinity, 0];
  return /^\s*[\^~]/.test(range) ? [major, minor, Infinity] : lowest;
}

export function isBelow(version: Version, limit: Version): boolean {
  const differs = version.findIndex((part, index) => part !== limit[index]);
  return differs !== -1 && (version[differs] ?? 0) < (limit[differs] ?? 0);
}
