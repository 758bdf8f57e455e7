/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** The oldest version of Node.js that the runtime supports. */
export const OLDEST_NODE: Version = [20, 19, 0];

/** The lowest version a range allows, as far as it is written in the usual forms; undefined for `*`, tags and addresses. */
export function lowestOf(range: string): Version | undefined {
  const found = /^(?:[\^~=v]|>=?)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+\s].*)?$/.exec(
    range.trim().replace(/\.[xX*]/g, ''),
  );
  if (!found) return undefined;
  const [, major, minor = 0, patch = 0] = found;
  return [Number(major), Number(minor), Number(patch)];
}

/** The highest one: what a fresh installation gets. Of alternatives, the highest of them; undefined for tags and addresses. */
export function highestOf(range: string): Version | undefined {
  const alternatives = range.split('||').map((each) => highestOfOne(each.trim()));
  return alternatives.reduce<Version | undefined>(
    (most, each) => (!most || (each && isBelow(most, each)) ? each : most),
    undefined,
  );
}

function highestOfOne(range: string): Version | undefined {
  // The newest there is.
  if (/^([xX*]|latest)?$/.test(range)) return [Infinity, 0, 0];
  const [, limit] = /(?:^|\s)<\s*(\d[\d.]*)/.exec(range) ?? [];
  const below = limit === undefined ? undefined : lowestOf(limit);
  if (below) return justBelow(below);
  const [, end] = /(?:^[\d.]+\s+-\s+|(?:^|\s)<=\s*)(\d[\d.]*)/.exec(range) ?? [];
  if (end !== undefined) return lowestOf(end);
  const lowest = lowestOf(range);
  if (!lowest) return undefined;
  const [major, minor] = lowest;
  if (range.startsWith('>')) return [Infinity, 0, 0];
  if ((range.startsWith('^') && major > 0) || /^\d+(\.[xX*])*$/.test(range))
    return [major, Infinity, 0];
  return /^[\^~]|^\d+\.\d+(\.[xX*])?$/.test(range) ? [major, minor, Infinity] : lowest;
}

const justBelow = ([major, minor, patch]: Version): Version =>
  patch > 0
    ? [major, minor, patch - 1]
    : minor > 0
      ? [major, minor - 1, Infinity]
      : [major - 1, Infinity, 0];

export function isBelow(version: Version, limit: Version): boolean {
  const differs = version.findIndex((part, index) => part !== limit[index]);
  return differs !== -1 && (version[differs] ?? 0) < (limit[differs] ?? 0);
}
