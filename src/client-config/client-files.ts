import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Machine } from '../machine/machine.js';
import type { FileClient, Scope } from '../model/client.js';
import {
  brokenLink,
  fileNotAFile,
  fileNotReplaceable,
  fileOutside,
} from '../model/errors/client.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';

export interface ClientFile {
  /** Absolute path as the client finds it. */
  path: string;
  scope: Scope;
  /** The folder that links must not leave. */
  base: string;
  /** Whether only older versions of the client read it. */
  isLegacy: boolean;
}

export interface ClientSurroundings {
  files: HostFiles;
  machine: Machine;
  /** Absolute path of the folder that contains project files. */
  workspace: string;
}

/**
 * Returns all files that a client reads in a scope, in its order; they may not exist.
 * @param name of the server, which some clients use in file names; null for the files of all
 * servers
 */
export async function clientFiles(
  client: FileClient,
  scope: Scope,
  name: string | null,
  surroundings: ClientSurroundings,
): Promise<ClientFile[]> {
  const { user = [], project = [], legacy = [] } = client;
  const userPatterns = 'length' in user ? user : (user[surroundings.machine.platform] ?? []);
  const isUserPattern = (pattern: string) => /^[~%$]/.test(pattern);
  const legacyPatterns = legacy.filter((pattern) => isUserPattern(pattern) === (scope === 'user'));
  const lists = [scope === 'user' ? userPatterns : project, legacyPatterns];
  const patterns = lists.flatMap((patternList) =>
    selectBySetVariable(patternList, surroundings.machine),
  );
  const places = patterns.map(async (pattern) => {
    const isLegacy = legacyPatterns.includes(pattern);
    const place = expandPattern(pattern, scope, surroundings);
    if (!place) return [];
    const { folder, base } = place;
    const relativePath = place.below.replaceAll('NAME', () => name ?? '*');
    const isSeveral = pattern.includes('*') || (name === null && pattern.includes('NAME'));
    const paths = isSeveral
      ? await existingPaths(surroundings.files, folder, relativePath)
      : [join(folder, relativePath)];
    return paths.map((path) => ({ path, scope, base, isLegacy }));
  });
  return (await Promise.all(places)).flat();
}

/**
 * Returns the files to write: the first one that exists, or else the first one whose folder exists,
 * or else the first one.
 */
export async function filesToWrite(
  client: FileClient,
  scope: Scope,
  name: string,
  surroundings: ClientSurroundings,
): Promise<ClientFile[]> {
  const { files } = surroundings;
  const currentFiles = (await clientFiles(client, scope, name, surroundings)).filter(
    ({ isLegacy }) => !isLegacy,
  );
  const exists = async (path: string) => (await files.kind(path)) !== null;
  const existingFiles = await filterAsync(currentFiles, ({ path }) => exists(path));
  if (client.writesAll && existingFiles.length > 0) return existingFiles;
  const [withFolder] = await filterAsync(currentFiles, ({ path }) => exists(dirname(path)));
  return [existingFiles[0] ?? withFolder ?? currentFiles[0]].filter((file) => file !== undefined);
}

async function filterAsync<T>(
  items: readonly T[],
  test: (item: T) => Promise<boolean>,
): Promise<T[]> {
  const results = await Promise.all(items.map(test));
  return items.filter((_, index) => results[index]);
}

/** Returns the patterns without those that the client ignores because a variable names another place. */
function selectBySetVariable(patterns: readonly string[], { env }: Machine): readonly string[] {
  const leadingVariable = (pattern: string) => /^\$(\w+)/.exec(pattern)?.[1];
  const isSet = (name: string | undefined) => name !== undefined && isAbsolute(env[name] ?? '');
  const decidingVariable = patterns.map(leadingVariable).find(isSet);
  return decidingVariable === undefined
    ? patterns
    : patterns.filter((pattern) => leadingVariable(pattern) === decidingVariable);
}

/** Returns the folder at the start of a pattern, and the rest; undefined if one of its variables is not set. */
function expandPattern(pattern: string, scope: Scope, { machine, workspace }: ClientSurroundings) {
  if (scope === 'project') return { folder: workspace, below: pattern, base: workspace };
  const { home: homeFolder, env } = machine;
  if (pattern.startsWith('~/'))
    return { folder: homeFolder, below: pattern.slice(2), base: homeFolder };
  const [variableText, first, second] = /^(?:%(\w+)%|\$(\w+))/.exec(pattern) ?? [''];
  const folder = env[first ?? second ?? ''];
  if (!folder || !isAbsolute(folder)) return undefined;
  const relativePattern = pattern.slice(variableText.length);
  // A variable may name a folder elsewhere, because the user has set it.
  const isBelowHome =
    !/^\.\.(?:[\\/]|$)/.test(relative(homeFolder, folder)) &&
    !isAbsolute(relative(homeFolder, folder));
  return {
    folder,
    below: relativePattern,
    base: isBelowHome ? homeFolder : relativePattern === '' ? dirname(folder) : folder,
  };
}

/** Returns existing paths in a folder that match a pattern with one `*` in the name of a folder or file. */
async function existingPaths(files: HostFiles, folder: string, pattern: string): Promise<string[]> {
  const [prefix = '', suffix = ''] = pattern.split('*');
  // With a letter after it, a prefix that ends with a slash names a file of its folder.
  const parent = dirname(join(folder, `${prefix}x`));
  const [head = '', tail = ''] = [prefix.split('/').at(-1), suffix.split('/')[0]];
  const names = (await files.list(parent)).filter(
    (name) => name.startsWith(head) && name.endsWith(tail),
  );
  return names.map((name) => join(parent, name, suffix.slice(tail.length)));
}

/** The real place of a file: relative to the nearest existing directory, without links. */
export interface RealPlace {
  /** Absolute path of that directory. */
  root: string;
  /** Path of the file relative to it. */
  path: RelPath;
}

/**
 * Follows links if they stay below the file's base. Existing folders may have any name.
 * @throws CliError `client/outside`, `client/broken-link`, `client/not-a-file`,
 * `client/not-replaceable`
 */
export async function realPlaceOf(
  files: HostFiles,
  { path, base }: ClientFile,
): Promise<RealPlace> {
  const nearestExisting = await nearest(files, path);
  const isLink = (await files.kind(nearestExisting)) === 'link';
  const realParent = await files.realPath(nearestExisting).catch((error: unknown) => {
    throw isLink ? brokenLink(nearestExisting) : error;
  });
  const realFile = join(realParent, relative(nearestExisting, path));
  const relativePath = relative(await files.realPath(base), realFile);
  if (relativePath.split(sep)[0] === '..' || isAbsolute(relativePath))
    throw fileOutside(path, base);
  const kind = await files.kind(realFile);
  if (kind !== null && kind !== 'file') throw fileNotAFile(path);
  const obstacle = await files.obstacle(realFile);
  if (obstacle) throw fileNotReplaceable(path, obstacle);
  const root = await nearest(files, dirname(realFile));
  return { root, path: relPath(relative(root, realFile).split(sep).join('/')) };
}

/** Returns the path, or the nearest existing one above it. */
async function nearest(files: HostFiles, path: string): Promise<string> {
  const isExisting = (await files.kind(path)) !== null || dirname(path) === path;
  return isExisting ? path : nearest(files, dirname(path));
}
