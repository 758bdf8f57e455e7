import { join } from 'node:path';
import type { CliError } from '../model/errors/cli-error.js';
import { noDirectory, notAProject } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import { upFrom } from './repository.js';

/** What the program knows of a project, and what a project leaves out. */
export const STATE = '.mcp-provider.json';
const MARKS = ['provider-config.yaml', STATE];

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

/** Whether a directory has what marks a project. */
export async function isProject(files: HostFiles, directory: string): Promise<boolean> {
  const names = await files.list(directory);
  if (MARKS.some((mark) => names.includes(mark))) return true;
  // Without its configuration, too, a project can be checked, and told what it lacks.
  const providers = join(directory, 'src', 'providers');
  return names.includes('package.json') && (await files.kind(providers)) === 'directory';
}
