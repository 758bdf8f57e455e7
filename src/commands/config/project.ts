import { join } from 'node:path';
import type { Data } from '../../model/document.js';
import type { HostFiles } from '../../model/host.js';
import { readDocument } from '../../project/document.js';
import { projectAbove } from '../../project/find.js';
import { requireReadable } from '../../project/require-readable.js';

/** What a client needs to know of a project: two files say it. */
export interface ServedProject {
  /** Absolute. */
  root: string;
  /** Of package.json. */
  packageName: string | undefined;
  isPrivate: boolean;
  providers: readonly { name: string; description: string; auth: string | undefined }[];
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
