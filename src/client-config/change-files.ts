import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EditRefusedError } from '../edit/formats/refusal.js';
import type { Machine } from '../machine/machine.js';
import { stateFolder } from '../machine/state-folder.js';
import { CliError } from '../model/errors/cli-error.js';
import { fileNotEdited, keepsChanging, partlyChanged } from '../model/errors/client.js';
import type { HostFiles } from '../model/host.js';
import type { FileOperation, Plan } from '../model/plan.js';
import { applyPlan } from '../plan/apply.js';
import { recoverInterrupted } from '../plan/journal.js';
import { openStaging, removeStaging, removeStale } from '../plan/staging.js';
import { type ClientFile, type RealPlace, realPlaceOf } from './client-files.js';

/** A file with an edit of its text; null means that the file does not exist. */
export interface ClientFileEdit {
  file: ClientFile;
  edit(before: string | null, backup: string | null): string | null;
}

export interface FileChange {
  file: ClientFile;
  place: RealPlace;
  currentText: string | null;
  newText: string | null;
  /** Path of the copy that was made before the change. */
  backup?: string;
}

interface WriteContext {
  files: HostFiles;
  machine: Machine;
  dryRun: boolean;
  signal: AbortSignal;
}

/**
 * Plans the changes of edits. Two paths may be links to one file; the later edit then continues
 * with the result of the earlier one.
 * @throws CliError if one of the files cannot be edited; then none is changed
 */
export async function planEdits(
  { files, machine, dryRun }: WriteContext,
  edits: readonly ClientFileEdit[],
): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  for (const { file, edit } of edits) {
    const place = await realPlaceOf(files, file);
    await recoverInterrupted(files, place.root, { dryRun });
    const realFile = realPath({ place });
    const earlierChange = changes.findLast((change) => realPath(change) === realFile);
    const currentText = earlierChange ? earlierChange.newText : await files.read(realFile);
    const backup = await files.read(backupPath(machine, realFile));
    try {
      changes.push({ file, place, currentText, newText: edit(currentText, backup) });
    } catch (error) {
      if (!(error instanceof EditRefusedError)) throw error;
      throw fileNotEdited(file.path, error.message, error.reason, error.line);
    }
  }
  return changes;
}

const realPath = ({ place }: Pick<FileChange, 'place'>): string => join(place.root, place.path);

/** Returns all changes of a file as one change. */
function wholeChanges(changes: readonly FileChange[]): FileChange[] {
  const changesByFile = new Map<string, FileChange>();
  for (const change of changes) {
    const realFile = realPath(change);
    changesByFile.set(realFile, {
      ...(changesByFile.get(realFile) ?? change),
      newText: change.newText,
    });
  }
  return [...changesByFile.values()];
}

/** Returns one plan per directory. */
export function plansByDirectory(changes: readonly FileChange[]): Plan[] {
  const ops = new Map<string, FileOperation[]>();
  for (const change of wholeChanges(changes)) {
    const { root } = change.place;
    ops.set(root, [...(ops.get(root) ?? []), fileOperation(change)]);
  }
  return [...ops].map(([root, ops]) => ({ root, newRoot: false, ops, steps: [] }));
}

function fileOperation({ place: { path }, currentText, newText }: FileChange): FileOperation {
  if (currentText === newText) return { do: 'same', path };
  if (currentText === null) return { do: 'create', path, text: newText ?? '' };
  if (newText === null) return { do: 'delete', path, previous: currentText };
  return { do: 'update', path, previous: currentText, text: newText };
}

/** Maximum number of attempts; another writer finishes within milliseconds. */
const ATTEMPTS = 100;
const MAX_PAUSE_MS = 60;
/** Errors which mean that another program has changed the file, or is changing it. */
const CONCURRENT_CHANGE_CODES = new Set(['plan/moved-on', 'plan/busy', 'plan/journal']);

/**
 * Applies edits, all those of a directory together. If another program has changed a file
 * meanwhile, its edit is repeated with the new text.
 * @throws CliError
 */
export async function carryOutEdits(
  writeContext: WriteContext,
  edits: readonly ClientFileEdit[],
): Promise<FileChange[]> {
  const plannedChanges = await withRetries(writeContext, edits, () =>
    planEdits(writeContext, edits),
  );
  const roots = [...new Set(plannedChanges.map(({ place }) => place.root))];
  const done: FileChange[] = [];
  for (const root of roots) {
    const rootEdits = edits.filter((_, index) => plannedChanges[index]?.place.root === root);
    try {
      done.push(
        ...(await withRetries(writeContext, rootEdits, () =>
          changeDirectory(writeContext, rootEdits),
        )),
      );
    } catch (error) {
      const changedFiles = done
        .filter(({ currentText, newText }) => currentText !== newText)
        .map(({ file: { path }, backup }) => ({ path, ...(backup !== undefined && { backup }) }));
      if (changedFiles.length === 0 || !(error instanceof CliError)) throw error;
      throw partlyChanged(changedFiles, error);
    }
  }
  return done;
}

async function changeDirectory(
  writeContext: WriteContext,
  edits: readonly ClientFileEdit[],
): Promise<FileChange[]> {
  const { files, machine, signal } = writeContext;
  const changes = await planEdits(writeContext, edits);
  const backups = new Map<string, Backup>();
  for (const change of wholeChanges(changes)) {
    const { currentText, newText } = change;
    const realFile = realPath(change);
    if (currentText !== null && currentText !== newText)
      backups.set(realFile, { path: backupPath(machine, realFile), text: currentText });
  }
  await withBackups(files, machine, [...backups.values()], async () => {
    for (const plan of plansByDirectory(changes)) await applyPlan(files, plan, signal);
  });
  for (const change of changes) {
    const isNew = change.currentText === null && change.newText !== null;
    // A placeholder in the file may be replaced by a secret later.
    if (isNew && change.file.scope === 'user') await files.makePrivate(realPath(change));
  }
  return changes.map((change) => {
    const backup =
      change.currentText === change.newText ? undefined : backups.get(realPath(change));
    return { ...change, ...(backup && { backup: backup.path }) };
  });
}

async function withRetries<T>(
  { signal }: WriteContext,
  edits: readonly ClientFileEdit[],
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CliError) || !CONCURRENT_CHANGE_CODES.has(error.code)) throw error;
      if (attempt === ATTEMPTS)
        throw error.code === 'plan/moved-on' ? keepsChanging(edits[0]?.file.path ?? '') : error;
    }
    signal.throwIfAborted();
    await delay(5 + Math.random() * MAX_PAUSE_MS);
  }
}

/**
 * Returns the path of the only backup of a client's file: its text before the last change. It is
 * not next to the file, which may be in a repository, and its folder contains a `.gitignore`.
 */
const backupPath = (machine: Machine, realFile: string): string =>
  join(backupFolder(machine), `${digest(realFile)}-${basename(realFile)}`);

const backupFolder = (machine: Machine): string =>
  join(stateFolder(machine), 'mcp-provider', 'backups');

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** A copy of a file's text, and the path for it. */
interface Backup {
  path: string;
  text: string;
}

/**
 * Changes files with backups, which only replace earlier ones once the files are changed. If
 * backups cannot be written, nothing changes. Only their owner may read them, because they can
 * contain secrets.
 */
async function withBackups(
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
  const stagingFolder = await openStaging(files, folder);
  const stagedPath = ({ path }: Backup) => join(stagingFolder, basename(path));
  try {
    await files.makePrivate(stagingFolder);
    for (const backup of backups) {
      await files.write(stagedPath(backup), backup.text);
      await files.makePrivate(stagedPath(backup));
      await files.flush(stagedPath(backup));
    }
    await change();
    for (const backup of backups) await files.rename(stagedPath(backup), backup.path);
  } finally {
    await removeStaging(files, stagingFolder);
  }
}
