import { join } from 'node:path';
import type { DataNode } from '../model/document.js';
import { noProviders } from '../model/errors/extend.js';
import { unknownProvider } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import { nearestOf } from '../model/text/nearest.js';
import { parseDocument } from './document.js';
import { projectAbove } from './find.js';
import { requireReadable } from './require-readable.js';

/** The facts about a project that a client needs, which two files contain. */
export interface ServedProject {
  /** Absolute path. */
  root: string;
  /** Name in package.json. */
  packageName: string | undefined;
  isPrivate: boolean;
  providers: readonly { name: string; description: string; auth: string | undefined }[];
}

/**
 * Requires that a project has providers, and the named one.
 * @throws CliError `extend/no-providers`, `project/unknown-provider`
 */
export function requireProvider(
  root: string,
  names: readonly string[],
  namedProvider?: string,
): void {
  if (names.length === 0) throw noProviders(root);
  if (namedProvider !== undefined && !names.includes(namedProvider))
    throw unknownProvider(namedProvider, nearestOf(namedProvider, names));
}

/**
 * Returns the project at or above a directory.
 * @throws CliError `project/not-found`, `project/no-directory`, `project/unreadable`
 */
export async function readServedProject(
  files: HostFiles,
  directory: string,
): Promise<ServedProject> {
  const root = await projectAbove(files, directory);
  const read = async (path: string) =>
    parseDocument({ path, text: (await files.read(join(root, path))) ?? '' });
  const config = await read('provider-config.yaml');
  requireReadable(config);
  const manifest = await read('package.json');
  const entries = config.get('providers')?.members ?? new Map<string, DataNode>();
  const providers = Array.from(entries, ([name, entry]) => ({
    name,
    description: entry.text('description') || entry.text('name') || name,
    auth: entry.text('auth'),
  }));
  return {
    root,
    packageName: manifest.text('name') || undefined,
    isPrivate: manifest.get('private')?.value === true,
    providers,
  };
}
