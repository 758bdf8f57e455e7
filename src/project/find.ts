import { dirname, join } from 'node:path';
import type { CliError } from '../model/errors/cli-error.js';
import { noDirectory, notAProject } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';

const MARKS = ['provider-config.yaml', '.mcp-provider.json'];

/**
 * The project a directory lies in: the nearest one at or above it.
 * @throws CliError `project/not-found`, `project/no-directory`
 */
export async function projectAbove(
  files: HostFiles,
  directory: string,
  notFound: (directory: string) => CliError = notAProject,
): Promise<string> {
  if ((await files.kind(directory)) === null) throw noDirectory(directory);
  for (const at of upFrom(directory)) if (await isProject(files, at)) return at;
  throw notFound(directory);
}

/** Parts of a project that hold no other one; they can be large. */
const LEFT_OUT = new Set(['node_modules', 'src', 'tests', 'dist']);

/** All projects at or below a directory, in the order of their paths: a monorepo has several. */
export async function projectsBelow(files: HostFiles, directory: string): Promise<string[]> {
  const own = await isProject(files, directory);
  const found = own ? [directory] : [];
  for (const name of await files.list(directory)) {
    if (name.startsWith('.') || (own ? LEFT_OUT.has(name) : name === 'node_modules')) continue;
    const path = join(directory, name);
    if ((await files.kind(path)) === 'directory') found.push(...(await projectsBelow(files, path)));
  }
  return found;
}

/** The directory of the repository something lies in; itself where there is none. */
export async function repositoryOf(files: HostFiles, directory: string): Promise<string> {
  for (const at of upFrom(directory)) if ((await files.kind(join(at, '.git'))) !== null) return at;
  return directory;
}

/** A directory and those above it, nearest first; up to `top`, where that is above it. */
export function* upFrom(directory: string, top?: string): Generator<string> {
  for (let at = directory; ; at = dirname(at)) {
    yield at;
    if (at === top || dirname(at) === at) return;
  }
}

async function isProject(files: HostFiles, directory: string): Promise<boolean> {
  const names = await files.list(directory);
  if (MARKS.some((mark) => names.includes(mark))) return true;
  // Without its configuration, too, a project can be checked, and told what it lacks.
  const providers = join(directory, 'src', 'providers');
  return names.includes('package.json') && (await files.kind(providers)) === 'directory';
}
