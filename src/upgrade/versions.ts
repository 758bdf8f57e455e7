import { parseVersion } from '../contract/version.js';

const inOrder = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Order of two versions by Semantic Versioning 2.0.0: a prerelease is lower than its release.
 * Undefined if a text is not a version.
 */
export function compareVersions(one: string, other: string): number | undefined {
  const [first, second] = [parseVersion(one), parseVersion(other)];
  if (!first || !second) return undefined;
  const byRelease = inOrder(first.release.join('.'), second.release.join('.'));
  if (byRelease !== 0) return byRelease;
  if (first.isPrerelease && second.isPrerelease) return inOrder(one, other);
  return Number(second.isPrerelease) - Number(first.isPrerelease);
}
