import { join } from 'node:path';
import type { CliError } from '../model/errors/cli-error.js';
import { noDirectory, notAProject } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import { upFrom } from './repository.js';

/** The file with what this program knows of a project, and with what the project excludes. */
export const STATE = '.mcp-provider.json';
const PROJECT_MARKERS = ['provider-config.yaml', STATE];

/**
 * Returns the project of a directory: the nearest one at or above it.
 * @throws CliError `project/not-found`, `project/no-directory`
 */
export async function projectAbove(
  files: HostFiles,
  directory: string,
  notFound: (directory: string) => CliError = notAProject,
): Promise<string> {
  if ((await files.kind(directory)) === null) throw noDirectory(directory);
  for (const folder of upFrom(directory)) if (await isProject(files, folder)) return folder;
  throw notFound(directory);
}

/** Returns whether a directory contains files that mark a project. */
export async function isProject(files: HostFiles, directory: string): Promise<boolean> {
  const names = await files.list(directory);
  if (PROJECT_MARKERS.some((mark) => names.includes(mark))) return true;
  // A project without its configuration can also be checked, which reports what is missing.
  const providers = join(directory, 'src', 'providers');
  return names.includes('package.json') && (await files.kind(providers)) === 'directory';
}
