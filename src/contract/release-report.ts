import { invalidPackageVersion, staleReleaseLock } from '../model/errors/lock.js';
import {
  compareReleases,
  followsRelease,
  nextReleases,
  parseVersion,
  type Release,
  type Version,
} from '../model/semver.js';
import { type ProviderDefinitions, readReleaseLock, type ReleaseLock } from './lock.js';
import { highestLevel, type LockChange, lockChanges } from './lock-changes.js';
import type { VersionLevel } from './schema-change.js';

/** The current definitions compared with those of the last release. */
export interface ReleaseReport {
  /** Version of the last release. */
  locked: string;
  version: string;
  /** The lowest version that the changes allow. */
  required: string;
  changes: LockChange[];
  /** Whether the version allows the changes. */
  isEnough: boolean;
}

/**
 * Compares current definitions with those of the last release.
 * @throws CliError `lock/version`, `lock/stale`
 */
export function releaseReport(
  lock: ReleaseLock,
  { version, providers }: ReleaseLock,
): ReleaseReport {
  const { release } = requiredVersion(lock.version);
  const nextVersion = requiredVersion(version);
  if (!followsRelease(nextVersion, release))
    throw staleReleaseLock(
      lock.version,
      version,
      nextReleases(release).map((next) => next.join('.')),
    );
  const changes = lockChanges(lock.providers, providers);
  const required = requiredRelease(release, highestLevel(changes));
  return {
    locked: lock.version,
    version,
    required: required.join('.'),
    changes,
    isEnough: compareReleases(nextVersion.release, required) >= 0,
  };
}

/** @throws CliError `lock/version` */
export function requiredVersion(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw invalidPackageVersion(text);
  return version;
}

/** Returns a line for each change. */
export const changeLines = (changes: readonly LockChange[]): string[] =>
  changes.map(({ level, place, sentence }) => `${level.padEnd(5)}  ${place}: ${sentence}`);

/**
 * Returns the changes of one provider since the last release.
 * @param text text of `mcp.lock.json`
 * @throws CliError as `readReleaseLock`
 */
export function changesSinceRelease(
  text: string,
  provider: string,
  definitions: ProviderDefinitions,
): { locked: string; lines: string[] } {
  const { version, providers } = readReleaseLock(text);
  const { [provider]: previous } = providers;
  const changes = lockChanges(previous ? { [provider]: previous } : {}, {
    [provider]: definitions,
  });
  return { locked: version, lines: changeLines(changes) };
}

/**
 * Returns the lowest release that may have changes of this level after a release. Below 1.0.0, the
 * second number stands for breaking changes, as in the ranges of npm.
 */
function requiredRelease(previousRelease: Release, level: VersionLevel | undefined): Release {
  if (level === undefined) return previousRelease;
  const [patch, minor, major] = nextReleases(previousRelease);
  const isStable = previousRelease[0] > 0;
  return { patch, minor: isStable ? minor : patch, major: isStable ? major : minor }[level];
}
