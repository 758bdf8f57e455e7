import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../edit/formats/refusal.js';
import type { Machine } from '../machine/machine.js';
import { stateFolder } from '../machine/state-folder.js';
import { CliError } from '../model/errors/cli-error.js';
import { fileNotEdited, keepsChanging, partlyChanged } from '../model/errors/client.js';
import type { HostFiles } from '../model/host.js';
import type { Op, Plan } from '../model/plan.js';
import { applyPlan } from '../plan/apply.js';
import { recover } from '../plan/journal.js';
import { openStaging, removeStaging, removeStale } from '../plan/staging.js';
import { type ClientFile, locate, type RealPlace } from './places.js';

/** A file, and what is to become of its text; null stands for no file. */
export interface FileEdit {
  file: ClientFile;
  edit(before: string | null, backup: string | null): string | null;
}

export interface FileChange {
  file: ClientFile;
  place: RealPlace;
  before: string | null;
  after: string | null;
  /** Where the file was copied to before it changed. */
  backup?: string;
}

export interface Writing {
  files: HostFiles;
  machine: Machine;
  dryRun: boolean;
  signal: AbortSignal;
}

/**
 * What edits would change. Two paths may lead to one file: the later edit begins with what the earlier one leaves.
 * @throws CliError where one of the files cannot be edited; none is changed then
 */
export async function planEdits(
  { files, machine, dryRun }: Writing,
  edits: readonly FileEdit[],
): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  for (const { file, edit } of edits) {
    const place = await locate(files, file);
    await recover(files, place.root, { dryRun });
    const real = realPath({ place });
    const earlier = changes.findLast((change) => realPath(change) === real);
    const before = earlier ? earlier.after : await files.read(real);
    const backup = await files.read(backupPath(machine, real));
    try {
      changes.push({ file, place, before, after: edit(before, backup) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw fileNotEdited(file.path, error.message, error.reason, error.line);
    }
  }
  return changes;
}

const realPath = ({ place }: Pick<FileChange, 'place'>): string => join(place.root, place.path);

/** All changes of a file as one. */
function wholeChanges(changes: readonly FileChange[]): FileChange[] {
  const changesByFile = new Map<string, FileChange>();
  for (const change of changes) {
    const real = realPath(change);
    changesByFile.set(real, { ...(changesByFile.get(real) ?? change), after: change.after });
  }
  return [...changesByFile.values()];
}

/** One plan for each directory. */
export function plansOf(changes: readonly FileChange[]): Plan[] {
  const ops = new Map<string, Op[]>();
  for (const change of wholeChanges(changes)) {
    const { root } = change.place;
    ops.set(root, [...(ops.get(root) ?? []), opOf(change)]);
  }
  return [...ops].map(([root, ops]) => ({ root, newRoot: false, ops, steps: [] }));
}

function opOf({ place: { path }, before, after }: FileChange): Op {
  if (before === after) return { do: 'same', path };
  if (before === null) return { do: 'create', path, text: after ?? '' };
  if (after === null) return { do: 'delete', path, was: before };
  return { do: 'update', path, was: before, text: after };
}

/** A writer is done in milliseconds. */
const ATTEMPTS = 100;
const LONGEST_PAUSE_MS = 60;
/** Another program has changed the file, or is changing it. */
const PASSING = new Set(['plan/moved-on', 'plan/busy', 'plan/journal']);

/**
 * Carries out edits, all of a directory at once. Where another program has changed a file meanwhile, its edit starts again
 * with the new text.
 * @throws CliError
 */
export async function carryOutEdits(
  writing: Writing,
  edits: readonly FileEdit[],
): Promise<FileChange[]> {
  const planned = await retried(writing, edits, () => planEdits(writing, edits));
  const roots = [...new Set(planned.map(({ place }) => place.root))];
  const done: FileChange[] = [];
  for (const root of roots) {
    const rootEdits = edits.filter((_, index) => planned[index]?.place.root === root);
    try {
      done.push(...(await retried(writing, rootEdits, () => changeDirectory(writing, rootEdits))));
    } catch (error) {
      const changed = done
        .filter(({ before, after }) => before !== after)
        .map(({ file: { path }, backup }) => ({ path, ...(backup !== undefined && { backup }) }));
      if (changed.length === 0 || !(error instanceof CliError)) throw error;
      throw partlyChanged(changed, error);
    }
  }
  return done;
}

async function changeDirectory(
  writing: Writing,
  edits: readonly FileEdit[],
): Promise<FileChange[]> {
  const { files, machine, signal } = writing;
  const changes = await planEdits(writing, edits);
  const backups = new Map<string, Backup>();
  for (const change of wholeChanges(changes)) {
    const { before, after } = change;
    const real = realPath(change);
    if (before !== null && before !== after)
      backups.set(real, { path: backupPath(machine, real), text: before });
  }
  await withBackups(files, machine, [...backups.values()], async () => {
    for (const plan of plansOf(changes)) await applyPlan(files, plan, signal);
  });
  for (const change of changes) {
    const isNew = change.before === null && change.after !== null;
    // A placeholder in it may become a secret.
    if (isNew && change.file.scope === 'user') await files.makePrivate(realPath(change));
  }
  return changes.map((change) => {
    const backup = change.before === change.after ? undefined : backups.get(realPath(change));
    return { ...change, ...(backup && { backup: backup.path }) };
  });
}

async function retried<T>(
  { signal }: Writing,
  edits: readonly FileEdit[],
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CliError) || !PASSING.has(error.code)) throw error;
      if (attempt === ATTEMPTS)
        throw error.code === 'plan/moved-on' ? keepsChanging(edits[0]?.file.path ?? '') : error;
    }
    signal.throwIfAborted();
    await delay(5 + Math.random() * LONGEST_PAUSE_MS);
  }
}

/**
 * The one backup of a client's file: as it was before the last change. It is not beside the file, which may be in a
 * repository, and the folder tells Git to ignore it wherever it is.
 */
const backupPath = (machine: Machine, real: string): string =>
  join(backupFolder(machine), `${digest(real)}-${basename(real)}`);

const backupFolder = (machine: Machine): string =>
  join(stateFolder(machine), 'mcp-provider', 'backups');

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** A copy of a file's text, and where it is going to be. */
interface Backup {
  path: string;
  text: string;
}

/**
 * Changes files of which backups are made. These take the place of earlier ones only when the files are changed; nothing
 * changes where they cannot be written. Only their owner may read them: they can hold secrets.
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
    await removeStaging(files, staging);
  }
}
