import { dirname, join } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import {
  changedSinceCrash,
  journalUnreadable,
  notUndone,
  projectBusy,
  runInterrupted,
} from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';
import type { Change } from '../model/plan.js';
import { realLocation, topmostMissing } from './location.js';
import { removeStaging, removeStale, stagingPath } from './staging.js';

/**
 * While a project is being changed, its directory `.mcp-provider-journal` contains `new/` (files
 * that are still to be moved to their place), `old/` (copies of all files that are replaced or
 * deleted) and `journal.json` (a `Journal`). It is written elsewhere and appears by one rename when
 * it is complete; it disappears by one rename when all changes are made. If it is found and its
 * writer has ended, the changes are undone. A journal from a clone or an archive is rejected,
 * because it could name any file of the user.
 */
export interface Journal {
  writer: string;
  /** Identity of the journal's directory on its disk; a copy has another one. */
  directory: string;
  /** Directories that are created for the changes, parents first. */
  made: RelPath[];
  changes: JournalChange[];
}

interface JournalChange {
  do: Change['do'];
  path: RelPath;
  /** SHA-256 of the file after the change; null for a deletion. */
  sha256: string | null;
}

export const journalPath = (root: string) => join(root, '.mcp-provider-journal');
export const pendingFilePath = (journal: string, path: RelPath) => join(journal, 'new', path);
export const replacedFilePath = (journal: string, path: RelPath) => join(journal, 'old', path);

const listPath = (journal: string) => join(journal, 'journal.json');

export async function writeJournal(
  files: HostFiles,
  directory: string,
  journal: Omit<Journal, 'directory'>,
): Promise<void> {
  const journalRecord: Journal = { ...journal, directory: await files.identity(directory) };
  await files.write(listPath(directory), `${JSON.stringify(journalRecord, null, 2)}\n`);
  await files.flush(listPath(directory));
}

/**
 * Reads a journal.
 * @throws CliError `plan/journal` if `writeJournal` cannot have written it, because it may come
 * from a clone
 */
async function readJournal(files: HostFiles, directory: string): Promise<Journal> {
  const text =
    (await files.kind(directory)) === 'directory' ? await files.read(listPath(directory)) : null;
  try {
    const journal = validJournal(JSON.parse(text ?? ''));
    if (journal.directory !== (await files.identity(directory))) throw journalUnreadable(directory);
    return journal;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof CliError)
      throw journalUnreadable(directory);
    throw error;
  }
}

function validJournal(value: unknown): Journal {
  const { writer, directory, made, changes } = requireObject(value);
  return {
    writer: requireText(writer),
    directory: requireText(directory),
    made: requireArray(made).map((path) => relPath(requireText(path))),
    changes: requireArray(changes).map((change) => {
      const { do: kind, path, sha256 } = requireObject(change);
      if (kind !== 'create' && kind !== 'update' && kind !== 'delete') throw new SyntaxError('do');
      return {
        do: kind,
        path: relPath(requireText(path)),
        sha256: kind === 'delete' ? null : requireText(sha256),
      };
    }),
  };
}

function requireObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new SyntaxError('object');
  return { ...value };
}

function requireArray(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new SyntaxError('list');
  return value;
}

function requireText(value: unknown): string {
  if (typeof value !== 'string') throw new SyntaxError('string');
  return value;
}

type JournalWork = Pick<Journal, 'made' | 'changes'>;

/**
 * Undoes the changes of a journal, wherever they, or an earlier attempt to undo them, stopped.
 * @throws CliError `plan/not-undone` if the disk refuses, `plan/changed-since` if a file has
 * changed since
 */
export async function undoJournal(
  files: HostFiles,
  root: string,
  journal: JournalWork,
): Promise<void> {
  const directory = journalPath(root);
  try {
    for (const path of [...journal.made, ...journal.changes.map((change) => change.path)]) {
      if ((await realLocation(files, root, path)) !== path) throw journalUnreadable(directory);
    }
    const changesToUndo: JournalChange[] = [];
    for (const change of journal.changes) {
      if (await isToUndo(files, root, change)) changesToUndo.push(change);
    }
    for (const change of changesToUndo) await takeBack(files, root, change);
    for (const createdDirectory of journal.made.toReversed())
      await removeEmpty(files, join(root, createdDirectory));
    const stagingFolder = stagingPath(files, root);
    await files.rename(directory, stagingFolder);
    await removeStaging(files, stagingFolder);
  } catch (error) {
    // Another command has undone the changes meanwhile.
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
  const isMoved = (await files.kind(pendingFilePath(journal, path))) === null;
  const previousDigest = await files.digest(replacedFilePath(journal, path));
  const currentDigest = await files.digest(target);
  const notBegun = currentDigest === previousDigest || !isMoved;
  const undoneBefore = change.do !== 'create' && previousDigest === null;
  if (notBegun || undoneBefore) return false;
  if (currentDigest !== null && currentDigest !== change.sha256)
    throw changedSinceCrash(target, journal);
  return true;
}

/**
 * Moves each file out of the journal or back into it. If two commands undo it at once, only one of
 * them can move a file.
 */
async function takeBack(
  files: HostFiles,
  root: string,
  { do: kind, path }: JournalChange,
): Promise<void> {
  const journal = journalPath(root);
  const target = join(root, path);
  if (kind === 'create') await files.rename(target, pendingFilePath(journal, path));
  else await files.rename(replacedFilePath(journal, path), target);
}

async function removeEmpty(files: HostFiles, directory: string): Promise<void> {
  const isDirectory = (await files.kind(directory)) === 'directory';
  if (isDirectory && (await files.list(directory)).length === 0) await files.remove(directory);
}

/**
 * Cleans up after a run that was killed: partial changes in `root` (absolute) are undone, and
 * temporary files there or next to it are removed. Must be called before anything in `root` is
 * read.
 * @param dryRun in a dry run, nothing is changed, so a journal is an error
 * @throws CliError `plan/interrupted` in a dry run; `plan/busy` if the other run is still active;
 * `plan/journal`, `plan/changed-since` or `plan/not-undone` if its work cannot be undone
 */
export async function recoverInterrupted(
  files: HostFiles,
  root: string,
  { dryRun = false } = {},
): Promise<void> {
  if ((await files.kind(journalPath(root))) !== null) {
    const journal = await readJournal(files, journalPath(root));
    if (files.isRunning(journal.writer)) throw projectBusy(root);
    if (dryRun) throw runInterrupted(journalPath(root));
    await undoJournal(files, root, journal);
  }
  if (dryRun) return;
  await removeStale(files, root);
  // Only a root that is created as a whole has temporary files next to it.
  if ((await files.list(root)).length === 0) {
    await removeStale(files, dirname(await topmostMissing(files, root)));
  }
}
