/** Major, minor and patch number. */
export type Release = readonly [number, number, number];

/** A version by Semantic Versioning 2.0.0, without its build metadata. */
export interface Version {
  release: Release;
  isPrerelease: boolean;
}

const PATTERN =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?$/;

/** @returns undefined if the text is not a version */
export function parseVersion(text: string): Version | undefined {
  const [isVersion, major, minor, patch, prerelease] = PATTERN.exec(text) ?? [];
  if (isVersion === undefined) return undefined;
  return {
    release: [Number(major), Number(minor), Number(patch)],
    isPrerelease: prerelease !== undefined,
  };
}

/** Compares two releases; the result is negative if the first one is lower. */
export const compareReleases = (a: Release, b: Release): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Returns the releases of which one follows a release. */
export const nextReleases = ([major, minor, patch]: Release): readonly [
  Release,
  Release,
  Release,
] => [
  [major, minor, patch + 1],
  [major, minor + 1, 0],
  [major + 1, 0, 0],
];

/** Returns whether a version is that of a release, one of those that follow it, or a prerelease of one of these. */
export const followsRelease = (
  { release, isPrerelease }: Version,
  previousRelease: Release,
): boolean =>
  [...(isPrerelease ? [] : [previousRelease]), ...nextReleases(previousRelease)].some(
    (candidate) => compareReleases(candidate, release) === 0,
  );

const compareNumerically = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Returns the order of two versions by Semantic Versioning 2.0.0: a prerelease is lower than its
 * release. Undefined if a text is not a version.
 */
export function compareVersions(left: string, right: string): number | undefined {
  const [first, second] = [parseVersion(left), parseVersion(right)];
  if (!first || !second) return undefined;
  const byRelease = compareNumerically(first.release.join('.'), second.release.join('.'));
  if (byRelease !== 0) return byRelease;
  if (first.isPrerelease && second.isPrerelease) return compareNumerically(left, right);
  return Number(second.isPrerelease) - Number(first.isPrerelease);
}
