import { join } from 'node:path';

import { CliError } from '../model/errors/cli-error.js';
import { journalUnreadable } from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';
import type { Change } from '../model/plan.js';

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

export interface JournalChange {
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
export async function readJournal(files: HostFiles, directory: string): Promise<Journal> {
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
