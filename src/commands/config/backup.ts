import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import { discard, openStaging, removeStale } from '../../plan/staging.js';
import { stateFolder } from '../state-folder.js';
import type { Machine } from './machine.js';

/**
 * The one backup of a client's file: as it was before the last change. It is not beside the file, which may be in a
 * repository, and the folder tells Git to ignore it wherever it is.
 */
export const backupPath = (machine: Machine, real: string): string =>
  join(backupFolder(machine), `${digest(real)}-${basename(real)}`);

const backupFolder = (machine: Machine): string =>
  join(stateFolder(machine), 'mcp-provider', 'backups');

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** A copy of a file's text, and where it is going to be. */
export interface Backup {
  path: string;
  text: string;
}

/**
 * Changes files of which backups are made. These take the place of earlier ones only when the files are changed; nothing
 * changes where they cannot be written. Only their owner may read them: they can hold secrets.
 */
export async function withBackups(
  files: HostFiles,
  machine: Machine,
  backups: readonly Backup[],
  change: () => Promise<void>,
): Promise<void> {
  if (backups.length === 0) return change();
  const folder = backupFolder(machine);
  await files.makeDirectory(folder);
  await files.write(join(folder, '.gitignore'), '*\n');
  await removeStale(files, folder);
  const staging = await openStaging(files, folder);
  const prepared = ({ path }: Backup) => join(staging, basename(path));
  try {
    await files.makePrivate(staging);
    for (const backup of backups) {
      await files.write(prepared(backup), backup.text);
      await files.makePrivate(prepared(backup));
      await files.flush(prepared(backup));
    }
    await change();
    for (const backup of backups) await files.rename(prepared(backup), backup.path);
  } finally {
    await discard(files, staging);
  }
}
