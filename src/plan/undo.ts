import { join } from 'node:path';

import { CliError } from '../model/errors/cli-error.js';
import {
  changedSinceCrash,
  journalUnreadable,
  notUndone,
  projectBusy,
} from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import type { RelPath } from '../model/path.js';
import { type Journal, type JournalChange, journalPath, newPath, oldPath } from './journal.js';
import { realLocation } from './location.js';
import { discard, stagingPath } from './staging.js';

type Work = Pick<Journal, 'made' | 'changes'>;

/**
 * Takes back the changes of a journal, from any point at which they, or an earlier attempt to take them back, stopped.
 * @returns the files that were put back or removed
 * @throws CliError `plan/not-undone` where the disk refuses, `plan/changed-since` where a file has been changed since
 */
export async function undo(files: HostFiles, root: string, journal: Work): Promise<RelPath[]> {
  const directory = journalPath(root);
  try {
    for (const path of [...journal.made, ...journal.changes.map((change) => change.path)]) {
      if ((await realLocation(files, root, path)) !== path) throw journalUnreadable(directory);
    }
    const undone: JournalChange[] = [];
    for (const change of journal.changes) {
      if (await isToUndo(files, root, change)) undone.push(change);
    }
    for (const change of undone) await takeBack(files, root, change);
    for (const made of journal.made.toReversed()) await removeEmpty(files, join(root, made));
    const staging = stagingPath(files, root);
    await files.rename(directory, staging);
    await discard(files, staging);
    return undone.map(({ path }) => path);
  } catch (error) {
    // Another command has undone them meanwhile.
    if (error instanceof CliError && (await files.kind(directory)) === null)
      throw projectBusy(root);
    throw error instanceof CliError && error.code === 'disk/refused'
      ? notUndone(root, error)
      : error;
  }
}

async function isToUndo(files: HostFiles, root: string, change: JournalChange): Promise<boolean> {
  const { path } = change;
  const journal = journalPath(root);
  const target = join(root, path);
  const kind = await files.kind(target);
  if (kind !== 'file' && kind !== null) throw changedSinceCrash(target, journal);
  const isMoved = (await files.kind(newPath(journal, path))) === null;
  const before = await files.digest(oldPath(journal, path));
  const now = await files.digest(target);
  const notBegun = now === before || !isMoved;
  const undoneBefore = change.do !== 'create' && before === null;
  if (notBegun || undoneBefore) return false;
  if (now !== null && now !== change.sha256) throw changedSinceCrash(target, journal);
  return true;
}

/** Each file moves out of the journal or back into it: of two commands that undo it at once, only one can move it. */
async function takeBack(
  files: HostFiles,
  root: string,
  { do: kind, path }: JournalChange,
): Promise<void> {
  const journal = journalPath(root);
  const target = join(root, path);
  if (kind === 'create') await files.rename(target, newPath(journal, path));
  else await files.rename(oldPath(journal, path), target);
}

async function removeEmpty(files: HostFiles, directory: string): Promise<void> {
  const isDirectory = (await files.kind(directory)) === 'directory';
  if (isDirectory && (await files.list(directory)).length === 0) await files.remove(directory);
}
