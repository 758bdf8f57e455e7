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
  /** Absolute, as the client finds it. */
  path: string;
  scope: Scope;
  /** The folder that links must not leave. */
  base: string;
  /** Older versions of the client read it. */
  isLegacy: boolean;
}

export interface Surroundings {
  files: HostFiles;
  machine: Machine;
  /** Absolute path of the folder that project files are in. */
  workspace: string;
}

/**
 * All files that a client reads in a scope, in its order; they need not exist.
 * @param name of the server, which some clients have in file names; null for the files of all servers
 */
export async function filesOf(
  client: FileClient,
  scope: Scope,
  name: string | null,
  around: Surroundings,
): Promise<ClientFile[]> {
  const { user = [], project = [], legacy = [] } = client;
  const userPatterns = 'length' in user ? user : (user[around.machine.platform] ?? []);
  const isUsers = (pattern: string) => /^[~%$]/.test(pattern);
  const old = legacy.filter((pattern) => isUsers(pattern) === (scope === 'user'));
  const lists = [scope === 'user' ? userPatterns : project, old];
  const patterns = lists.flatMap((each) => whereVariablesSay(each, around.machine));
  const places = patterns.map(async (pattern) => {
    const isLegacy = old.includes(pattern);
    const place = expanded(pattern, scope, around);
    if (!place) return [];
    const { folder, base } = place;
    const below = place.below.replaceAll('NAME', () => name ?? '*');
    const isSeveral = pattern.includes('*') || (name === null && pattern.includes('NAME'));
    const paths = isSeveral ? await existing(around.files, folder, below) : [join(folder, below)];
    return paths.map((path) => ({ path, scope, base, isLegacy }));
  });
  return (await Promise.all(places)).flat();
}

/** The files to write: the first that exists, else the first whose folder exists, else the first. */
export async function filesToWrite(
  client: FileClient,
  scope: Scope,
  name: string,
  around: Surroundings,
): Promise<ClientFile[]> {
  const { files } = around;
  const all = (await filesOf(client, scope, name, around)).filter(({ isLegacy }) => !isLegacy);
  const exists = async (path: string) => (await files.kind(path)) !== null;
  const there = await kept(all, ({ path }) => exists(path));
  if (client.writesAll && there.length > 0) return there;
  const [withFolder] = await kept(all, ({ path }) => exists(dirname(path)));
  return [there[0] ?? withFolder ?? all[0]].filter((file) => file !== undefined);
}

async function kept<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T[]> {
  const results = await Promise.all(items.map(test));
  return items.filter((_, index) => results[index]);
}

/** Without the places in which a client does not look, because a variable names another. */
function whereVariablesSay(patterns: readonly string[], { env }: Machine): readonly string[] {
  const variableOf = (pattern: string) => /^\$(\w+)/.exec(pattern)?.[1];
  const isSet = (name: string | undefined) => name !== undefined && isAbsolute(env[name] ?? '');
  const chosen = patterns.map(variableOf).find(isSet);
  return chosen === undefined
    ? patterns
    : patterns.filter((pattern) => variableOf(pattern) === chosen);
}

/** The folder that a pattern begins with, and the rest of it; undefined where one of its variables is not set. */
function expanded(pattern: string, scope: Scope, { machine, workspace }: Surroundings) {
  if (scope === 'project') return { folder: workspace, below: pattern, base: workspace };
  const { home, env } = machine;
  if (pattern.startsWith('~/')) return { folder: home, below: pattern.slice(2), base: home };
  const [whole, first, second] = /^(?:%(\w+)%|\$(\w+))/.exec(pattern) ?? [''];
  const folder = env[first ?? second ?? ''];
  if (!folder || !isAbsolute(folder)) return undefined;
  const below = pattern.slice(whole.length);
  // A variable may name a folder elsewhere: the user has chosen it.
  const isBelowHome =
    !/^\.\.(?:[\\/]|$)/.test(relative(home, folder)) && !isAbsolute(relative(home, folder));
  return { folder, below, base: isBelowHome ? home : below === '' ? dirname(folder) : folder };
}

/** Paths below a folder that a pattern with one `*` in the name of a folder or file stands for. */
async function existing(files: HostFiles, folder: string, pattern: string): Promise<string[]> {
  const [before = '', after = ''] = pattern.split('*');
  const parent = dirname(join(folder, `${before}x`));
  const [head = '', tail = ''] = [before.split('/').at(-1), after.split('/')[0]];
  const names = (await files.list(parent)).filter(
    (name) => name.startsWith(head) && name.endsWith(tail),
  );
  return names.map((name) => join(parent, name, after.slice(tail.length)));
}

/** Where a file really is: in the nearest directory that exists, which no link is part of. */
export interface RealPlace {
  /** Absolute. */
  root: string;
  /** From there. */
  path: RelPath;
}

/**
 * Follows links as far as they stay below the file's base. The folders that are there may have any name.
 * @throws CliError `client/outside`, `client/broken-link`, `client/not-a-file`, `client/not-replaceable`
 */
export async function locate(files: HostFiles, { path, base }: ClientFile): Promise<RealPlace> {
  const there = await nearest(files, path);
  const isLink = (await files.kind(there)) === 'link';
  const followed = await files.realPath(there).catch((error: unknown) => {
    throw isLink ? brokenLink(there) : error;
  });
  const real = join(followed, relative(there, path));
  const inside = relative(await files.realPath(base), real);
  if (inside.split(sep)[0] === '..' || isAbsolute(inside)) throw fileOutside(path, base);
  const kind = await files.kind(real);
  if (kind !== null && kind !== 'file') throw fileNotAFile(path);
  const obstacle = await files.obstacle(real);
  if (obstacle) throw fileNotReplaceable(path, obstacle);
  const root = await nearest(files, dirname(real));
  return { root, path: relPath(relative(root, real).split(sep).join('/')) };
}

/** The path, or the nearest one above it that exists. */
async function nearest(files: HostFiles, path: string): Promise<string> {
  const isThere = (await files.kind(path)) !== null || dirname(path) === path;
  return isThere ? path : nearest(files, dirname(path));
}
