import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FileClient, Scope } from '../../model/client.js';
import type { HostFiles } from '../../model/host.js';
import type { Machine } from './machine.js';

/** A file of a client. */
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

/** All files that a client reads in a scope, in its order; they need not exist. */
export async function filesOf(
  client: FileClient,
  scope: Scope,
  name: string,
  around: Surroundings,
): Promise<ClientFile[]> {
  const { user = [], project = [], legacy = [] } = client;
  const own = 'length' in user ? user : (user[around.machine.platform] ?? []);
  const isUsers = (pattern: string) => /^[~%$]/.test(pattern);
  const old = legacy.filter((pattern) => isUsers(pattern) === (scope === 'user'));
  const found = [...(scope === 'user' ? own : project), ...old].map(async (pattern) => {
    const isLegacy = old.includes(pattern);
    const place = expanded(pattern.replaceAll('NAME', name), scope, around);
    if (!place) return [];
    const paths = await existing(around.files, place.path);
    return paths.map((path) => ({ path, scope, base: place.base, isLegacy }));
  });
  return (await Promise.all(found)).flat();
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

/** The path of a pattern; undefined where one of its variables is not set. */
function expanded(pattern: string, scope: Scope, { machine, workspace }: Surroundings) {
  if (scope === 'project') return { path: join(workspace, pattern), base: workspace };
  const { home, env } = machine;
  if (pattern.startsWith('~/')) return { path: join(home, pattern.slice(2)), base: home };
  const [whole, first, second] = /^(?:%(\w+)%|\$(\w+))/.exec(pattern) ?? [''];
  const folder = env[first ?? second ?? ''];
  if (!folder || !isAbsolute(folder)) return undefined;
  const path = join(folder, pattern.slice(whole.length));
  // A variable may name a folder elsewhere: the user has chosen it.
  const isBelowHome =
    !/^\.\.(?:[\\/]|$)/.test(relative(home, path)) && !isAbsolute(relative(home, path));
  return { path, base: isBelowHome ? home : path === folder ? dirname(path) : folder };
}

/** Paths that a pattern with `*` in the name of a folder stands for; any other path is itself. */
async function existing(files: HostFiles, path: string): Promise<string[]> {
  const parts = path.split(sep);
  const index = parts.findIndex((part) => part.includes('*'));
  if (index < 0) return [path];
  const folder = parts.slice(0, index).join(sep);
  const [head = '', tail = ''] = parts[index]?.split('*') ?? [];
  const names = (await files.list(folder)).filter(
    (name) => name.startsWith(head) && name.endsWith(tail),
  );
  return names.map((name) => join(folder, name, ...parts.slice(index + 1)));
}
