import { dirname } from 'node:path';

import { interrupted, projectBusy } from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import type { RelPath } from '../model/path.js';
import { journalPath, readJournal } from './journal.js';
import { topmostMissing } from './location.js';
import { removeStale } from './staging.js';
import { undo } from './undo.js';

/**
 * Cleans up after a run that was killed: what it had half done in `root` (absolute) is taken back, what it had prepared
 * there or beside it is removed. To be called before anything in `root` is looked at.
 * @param options in a dry run, nothing is changed: then a journal is an error
 * @returns the files that were taken back
 * @throws CliError `plan/interrupted` in a dry run; `plan/busy` where the other run still goes on; `plan/journal`,
 *   `plan/changed-since` or `plan/not-undone` where its work cannot be taken back
 */
export async function recover(
  files: HostFiles,
  root: string,
  { dryRun = false } = {},
): Promise<RelPath[]> {
  const undone = await undoInterrupted(files, root, dryRun);
  if (dryRun) return undone;
  await removeStale(files, root);
  // Only a root that was to appear as a whole is prepared beside it.
  if ((await files.list(root)).length === 0) {
    await removeStale(files, dirname(await topmostMissing(files, root)));
  }
  return undone;
}

async function undoInterrupted(
  files: HostFiles,
  root: string,
  dryRun: boolean,
): Promise<RelPath[]> {
  if ((await files.kind(journalPath(root))) === null) return [];
  const journal = await readJournal(files, journalPath(root));
  if (files.isRunning(journal.writer)) throw projectBusy(root);
  if (dryRun) throw interrupted(journalPath(root));
  return undo(files, root, journal);
}
