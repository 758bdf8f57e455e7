import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { HostFiles } from '../../model/host.js';
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

/** Only its owner may read a backup: it can hold secrets. */
export async function writeBackup(
  files: HostFiles,
  machine: Machine,
  real: string,
  text: string,
): Promise<string> {
  const folder = backupFolder(machine);
  await files.makeDirectory(folder);
  await files.write(join(folder, '.gitignore'), '*\n');
  const path = backupPath(machine, real);
  const unfinished = `${path}.${files.writer}.partial`;
  await files.write(unfinished, '');
  await files.makePrivate(unfinished);
  await files.write(unfinished, text);
  await files.flush(unfinished);
  await files.rename(unfinished, path);
  return path;
}
