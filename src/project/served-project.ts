import { join } from 'node:path';
import type { Data } from '../model/document.js';
import { noProviders } from '../model/errors/grow.js';
import { unknownProvider } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import { nearestOf } from '../model/nearest.js';
import { readDocument } from './document.js';
import { projectAbove } from './find.js';
import { requireReadable } from './require-readable.js';

/** What a client needs to know of a project: two files say it. */
export interface ServedProject {
  /** Absolute. */
  root: string;
  /** Of package.json. */
  packageName: string | undefined;
  isPrivate: boolean;
  providers: readonly { name: string; description: string; auth: string | undefined }[];
}

/**
 * A project has providers, and the one that was named.
 * @throws CliError `grow/no-providers`, `project/unknown-provider`
 */
export function requireProvider(root: string, names: readonly string[], named?: string): void {
  if (names.length === 0) throw noProviders(root);
  if (named !== undefined && !names.includes(named))
    throw unknownProvider(named, nearestOf(named, names));
}

/** The project at or above a directory. @throws CliError `project/not-found`, `project/no-directory`, `project/unreadable` */
export async function readProject(files: HostFiles, directory: string): Promise<ServedProject> {
  const root = await projectAbove(files, directory);
  const read = async (path: string) =>
    readDocument({ path, text: (await files.read(join(root, path))) ?? '' });
  const config = await read('provider-config.yaml');
  requireReadable(config);
  const manifest = await read('package.json');
  const entries = config.get('providers')?.members ?? new Map<string, Data>();
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
