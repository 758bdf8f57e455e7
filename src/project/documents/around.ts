import { join, relative, sep } from 'node:path';
import { CliError } from '../../model/errors/cli-error.js';
import type { HostFiles } from '../../model/host.js';
import type { DataDocument } from '../../model/project.js';
import { repositoryOf, upFrom } from '../find.js';
import { onDisk } from '../on-disk.js';
import { Data } from './data.js';
import type { IgnoreText } from './gitignore.js';
import { parseJson } from './json.js';
import { parseYaml } from './yaml.js';

const WORKSPACE = 'pnpm-workspace.yaml';

export interface Around {
  /** The directory of the repository; that of the project where there is none. */
  repository: string;
  /** `.gitignore` files from the root of the repository down to the project. */
  ignoring: readonly IgnoreText[];
  /** `package.json` files above the project, nearest first. */
  packages: readonly DataDocument[];
  /** `pnpm-workspace.yaml` of the project and above it, nearest first. */
  workspaces: readonly DataDocument[];
}

/** Settings of the repository for a project in it; unreadable files are ignored. */
export async function readAround(files: HostFiles, root: string): Promise<Around> {
  const repository = await repositoryOf(files, root);
  const ignoring: IgnoreText[] = [];
  const packages: DataDocument[] = [];
  const workspaces: DataDocument[] = [];
  for (const directory of upFrom(root, repository)) {
    const ignored = await readable(files, join(directory, '.gitignore'));
    if (ignored !== null) ignoring.unshift({ below: way(repository, directory), text: ignored });
    const described =
      directory === root ? null : await readable(files, join(directory, 'package.json'));
    if (described !== null) {
      packages.push(new Data(onDisk(`${way(root, directory)}package.json`), described, parseJson));
    }
    const workspace = await readable(files, join(directory, WORKSPACE));
    if (workspace !== null) {
      workspaces.push(new Data(onDisk(way(root, directory) + WORKSPACE), workspace, parseYaml));
    }
  }
  return { repository, ignoring, packages, workspaces };
}

/** With `/`, and a slash at its end; empty where both are the same. */
const way = (from: string, to: string) =>
  relative(from, to)
    .split(sep)
    .map((name) => (name === '' ? '' : `${name}/`))
    .join('');

/** Null where there is no such file, or none that can be read as text. */
export async function readable(files: HostFiles, path: string): Promise<string | null> {
  try {
    return await files.read(path);
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}
