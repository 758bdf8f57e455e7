import { isObject } from '../../runtime/src/utils/is-object.js';
import {
  invalidPackageVersion,
  invalidReleaseLock,
  laterReleaseLock,
  mergedReleaseLock,
  staleReleaseLock,
} from '../model/errors/lock.js';
import type { FormerName } from '../model/former-name.js';
import { type Json, type JsonObject, parsedJson } from '../model/json.js';
import { jsonText } from '../model/json-text.js';
import {
  compareReleases,
  followsRelease,
  nextReleases,
  parseVersion,
  type Release,
  type Version,
} from '../model/semver.js';
import type { Definition } from './definition-change.js';
import { levelOf, type LockChange, lockChanges } from './lock-changes.js';
import { canonicalJson } from './schema.js';
import type { VersionLevel } from './schema-change.js';

/** File with the definitions of the last release. */
export const LOCK_FILE = 'mcp.lock.json';

/** A tool in `tools/list`. */
export interface ReleasedTool extends Definition {
  [member: string]: unknown;
  name: string;
  execution?: { taskSupport?: string };
  /** Why calls of the tool fail; no list of a server contains it. */
  unavailable?: string;
  _meta?: Record<string, unknown>;
  /** Former names, which no list of a server contains. */
  formerly?: FormerName[];
}

/** A resource, a template of resources or a prompt in its list. */
export interface ListedPart {
  [member: string]: unknown;
  name: string;
  uri?: string;
  uriTemplate?: string;
  mimeType?: string;
  arguments?: { name: string; description?: string; required?: boolean }[];
}

/** What the clients of a provider can rely on, in the form of the lists of MCP. */
export interface ProviderDefinitions {
  instructions?: string;
  capabilities: Record<string, Record<string, unknown> | undefined>;
  /** `search`: clients list tools that find the others. Locks of earlier versions do not state it. */
  surface?: string;
  tools: ReleasedTool[];
  resources: ListedPart[];
  resourceTemplates: ListedPart[];
  prompts: ListedPart[];
}

export interface ReleaseLock {
  /** Version of the released package. */
  version: string;
  providers: Record<string, ProviderDefinitions>;
}

const LOCK_VERSION = 1;

/** Returns the text of a lock. It does not depend on the order in which files are imported. */
export function releaseLockText({ version, providers }: ReleaseLock): string {
  const sortedProviders = Object.fromEntries(
    Object.entries(providers).map(([name, definitions]) => {
      const { tools, resources, resourceTemplates, prompts } = definitions;
      const lists = { tools, resources, resourceTemplates, prompts };
      const sortedLists = Object.fromEntries(
        Object.entries(lists).map(([list, parts]) => [list, parts.toSorted(byName)]),
      );
      return [name, { ...definitions, ...sortedLists }];
    }),
  );
  const sorted = JSON.parse(canonicalJson(sortedProviders)) as object;
  return jsonText({ lockVersion: LOCK_VERSION, version, providers: sorted });
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** @throws CliError `lock/merge`, `lock/later`, `lock/invalid` */
export function readReleaseLock(text: string): ReleaseLock {
  if (/^(<{7}|={7}|>{7}|\|{7})/m.test(text)) throw mergedReleaseLock(LOCK_FILE);
  const document = parsedJson(text.replace(/^\uFEFF/, '')) as Json | undefined;
  if (!isObject(document)) throw invalidReleaseLock(LOCK_FILE);
  const { lockVersion, version, providers } = document;
  if (typeof lockVersion === 'number' && lockVersion > LOCK_VERSION)
    throw laterReleaseLock(LOCK_FILE);
  const isComplete =
    lockVersion === LOCK_VERSION &&
    typeof version === 'string' &&
    parseVersion(version)?.isPrerelease === false &&
    areDefinitions(providers);
  if (!isComplete) throw invalidReleaseLock(LOCK_FILE);
  return { version, providers: providers as unknown as ReleaseLock['providers'] };
}

const LISTS = ['tools', 'resources', 'resourceTemplates', 'prompts'] as const;

/** Returns whether JSON has the form of the definitions of providers, as far as `lockChanges` reads it. */
export const areDefinitions = (providers: Json | undefined): providers is JsonObject =>
  isObject(providers) &&
  Object.values(providers).every(
    (provider) =>
      isObject(provider) &&
      isObject(provider.capabilities) &&
      LISTS.every((list) => isListOf(isPart)(provider[list])),
  );

const isListOf = (isItem: (item: Json) => boolean) => (list: Json | undefined) =>
  Array.isArray(list) && list.every(isItem);

const isNamed = (part: Json): part is JsonObject => isObject(part) && typeof part.name === 'string';

function isPart(part: Json): boolean {
  if (!isNamed(part)) return false;
  const { inputSchema, outputSchema, annotations, _meta, formerly = [] } = part;
  const objects = [inputSchema, outputSchema, annotations, _meta];
  return (
    objects.every((member) => member === undefined || isObject(member)) &&
    isListOf(isNamed)(part.arguments ?? []) &&
    isListOf(
      (entry) =>
        isObject(entry) && isObject(entry.arguments ?? {}) && isObject(entry.constants ?? {}),
    )(formerly)
  );
}

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
  const required = requiredRelease(release, levelOf(changes));
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
