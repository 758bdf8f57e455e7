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
 * While a project is being changed, its directory `.mcp-provider-journal` holds
 * - `new/`: files that are still to be moved to their place,
 * - `old/`: copies of all files that are replaced or deleted,
 * - `journal.json`: a `Journal`.
 *
 * It is written elsewhere and appears by one rename when all of it is complete, and it disappears by one rename when all
 * changes are made. Where it is found with a writer that has ended, the changes are taken back. A journal that came with
 * a clone or an archive is refused: it could name any file of the user.
 */
export interface Journal {
  writer: string;
  /** Identity of the directory of the journal on its disk; a copy has another. */
  directory: string;
  /** Directories that are made for the changes, parents first. */
  made: RelPath[];
  changes: JournalChange[];
}

interface JournalChange {
  do: Change['do'];
  path: RelPath;
  /** SHA-256 of what the change makes of the file; null for a deletion. */
  sha256: string | null;
}

export const journalPath = (root: string) => join(root, '.mcp-provider-journal');
export const newPath = (journal: string, path: RelPath) => join(journal, 'new', path);
export const oldPath = (journal: string, path: RelPath) => join(journal, 'old', path);

const listPath = (journal: string) => join(journal, 'journal.json');

export async function writeJournal(
  files: HostFiles,
  directory: string,
  journal: Omit<Journal, 'directory'>,
): Promise<void> {
  const written: Journal = { ...journal, directory: await files.identity(directory) };
  await files.write(listPath(directory), `${JSON.stringify(written, null, 2)}\n`);
  await files.flush(listPath(directory));
}

/** @throws CliError `plan/journal` for anything that `writeJournal` cannot have written: it may have come with a clone */
async function readJournal(files: HostFiles, directory: string): Promise<Journal> {
  const text =
    (await files.kind(directory)) === 'directory' ? await files.read(listPath(directory)) : null;
  try {
    const journal = checked(JSON.parse(text ?? ''));
    if (journal.directory !== (await files.identity(directory))) throw journalUnreadable(directory);
    return journal;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof CliError)
      throw journalUnreadable(directory);
    throw error;
  }
}

function checked(value: unknown): Journal {
  const { writer, directory, made, changes } = record(value);
  return {
    writer: string(writer),
    directory: string(directory),
    made: list(made).map((path) => relPath(string(path))),
    changes: list(changes).map((change) => {
      const { do: kind, path, sha256 } = record(change);
      if (kind !== 'create' && kind !== 'update' && kind !== 'delete') throw new SyntaxError('do');
      return {
        do: kind,
        path: relPath(string(path)),
        sha256: kind === 'delete' ? null : string(sha256),
      };
    }),
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new SyntaxError('object');
  return { ...value };
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new SyntaxError('list');
  return value;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new SyntaxError('string');
  return value;
}

type Work = Pick<Journal, 'made' | 'changes'>;

/**
 * Takes back the changes of a journal, from any point at which they, or an earlier attempt to take them back, stopped.
 * @throws CliError `plan/not-undone` where the disk refuses, `plan/changed-since` where a file has been changed since
 */
export async function undo(files: HostFiles, root: string, journal: Work): Promise<void> {
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
    await removeStaging(files, staging);
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

/**
 * Cleans up after a run that was killed: what it had half done in `root` (absolute) is taken back, what it had prepared
 * there or beside it is removed. To be called before anything in `root` is looked at.
 * @param options in a dry run, nothing is changed: then a journal is an error
 * @throws CliError `plan/interrupted` in a dry run; `plan/busy` where the other run still goes on; `plan/journal`,
 *   `plan/changed-since` or `plan/not-undone` where its work cannot be taken back
 */
export async function recover(
  files: HostFiles,
  root: string,
  { dryRun = false } = {},
): Promise<void> {
  if ((await files.kind(journalPath(root))) !== null) {
    const journal = await readJournal(files, journalPath(root));
    if (files.isRunning(journal.writer)) throw projectBusy(root);
    if (dryRun) throw runInterrupted(journalPath(root));
    await undo(files, root, journal);
  }
  if (dryRun) return;
  await removeStale(files, root);
  // Only a root that was to appear as a whole is prepared beside it.
  if ((await files.list(root)).length === 0) {
    await removeStale(files, dirname(await topmostMissing(files, root)));
  }
}
