import { dirname, join, relative } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import {
  conflicts,
  movedOn,
  notApplied,
  notReplaceable,
  projectBusy,
} from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';
import type { Change, Plan } from '../model/plan.js';
import { type Journal, journalPath, newPath, oldPath, undo, writeJournal } from './journal.js';
import { realLocation, topmostMissing } from './location.js';
import { contentsOf, openStaging, removeStaging, writeTree } from './staging.js';

/**
 * Makes all changes of a plan, or none: also where the disk refuses half way or the process is killed (then `recover`
 * finishes the job on the next run).
 * @throws CliError `plan/conflict`, `plan/moved-on`, `plan/busy`, `plan/not-replaceable`, `plan/not-applied`,
 *   `plan/not-undone`; the reason of
 *   `signal` where that was aborted before the changes began to show
 */
export async function applyPlan(files: HostFiles, plan: Plan, signal?: AbortSignal): Promise<void> {
  const inTheWay = plan.ops.filter((op) => op.do === 'conflict');
  if (inTheWay.length > 0) throw conflicts(inTheWay.map(({ path }) => path));
  const changes = plan.ops.filter((op): op is Change => op.do !== 'same' && op.do !== 'conflict');
  if (changes.length === 0) return;
  try {
    await (plan.newRoot ? createRoot : changeInPlace)(files, plan.root, changes, signal);
  } catch (error) {
    throw error instanceof CliError && error.code === 'disk/refused' ? notApplied(error) : error;
  }
}

/** Writes the whole project beside its place and moves it there with one rename, parents that are missing included. */
async function createRoot(
  files: HostFiles,
  root: string,
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<void> {
  const top = await topmostMissing(files, root);
  const staging = await openStaging(files, dirname(top));
  try {
    const tree = changes.filter((change) => change.do !== 'delete');
    await writeTree(files, join(staging, relative(top, root)), tree, signal);
    if ((await files.kind(top)) === 'directory') await files.keepMode(top, staging);
    signal?.throwIfAborted();
    await files.rename(staging, top);
  } catch (error) {
    await removeStaging(files, staging);
    throw error;
  }
}

/** What is to change, and where. */
interface Work {
  files: HostFiles;
  root: string;
  changes: readonly Change[];
}

/** Changes files of a project that is there, under a journal (see `Journal`). */
async function changeInPlace(
  files: HostFiles,
  root: string,
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<void> {
  const work: Work = { files, root, changes };
  // Not at the top: a new project starts without it.
  const { createHash } = await import('node:crypto');
  const sha256 = (contents: string | Uint8Array) =>
    createHash('sha256').update(contents).digest('hex');
  const journal = {
    writer: files.writer,
    made: await missingDirectories(work),
    changes: changes.map((change) => ({
      do: change.do,
      path: change.path,
      sha256: change.do === 'delete' ? null : sha256(contentsOf(change)),
    })),
  };
  await refuseIfMovedOn(work);
  await refuseObstacles(work);
  const staging = await openStaging(files, root);
  try {
    await files.makePrivate(staging); // The copies are of files that others may not be allowed to read.
    await prepare(work, staging, signal);
    await writeJournal(files, staging, journal);
    await refuseIfMovedOn(work);
    signal?.throwIfAborted();
    await begin(work, staging);
  } catch (error) {
    await removeStaging(files, staging);
    throw error;
  }
  try {
    await makeChanges(files, root, journal);
    await files.rename(journalPath(root), staging);
  } catch (error) {
    await undo(files, root, journal);
    throw error;
  }
  await removeStaging(files, staging);
  for (const { do: kind, path } of changes)
    if (kind === 'delete') await removeIfEmpty(files, root, dirname(path));
}

/** Git keeps no empty directories, and one in `src/providers` would be a provider. */
async function removeIfEmpty(files: HostFiles, root: string, directory: string): Promise<void> {
  const path = join(root, directory);
  if (directory === '.' || (await files.kind(path)) !== 'directory') return;
  if ((await files.list(path)).length > 0) return;
  await files.remove(path);
  await removeIfEmpty(files, root, dirname(directory));
}

/** Puts the journal in its place, which keeps other commands out, and looks at the files once more. */
async function begin(work: Work, staging: string): Promise<void> {
  const { files, root } = work;
  const journal = journalPath(root);
  try {
    await files.rename(staging, journal);
  } catch (error) {
    throw isTaken(error) ? projectBusy(root) : error;
  }
  try {
    await refuseIfChanged(work);
  } catch (error) {
    await files.rename(journal, staging);
    throw error;
  }
}

/** Another journal is in that place, or was a moment ago. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof CliError ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && /^(ENOTEMPTY|EEXIST)$/.test(String(cause.code))
  );
}

/** Everything that may fail for want of space or rights, and all that is needed to take the changes back. */
async function prepare(
  { files, root, changes }: Work,
  staging: string,
  signal?: AbortSignal,
): Promise<void> {
  const written = changes.filter((change) => change.do !== 'delete');
  const replaced = changes.filter((change) => change.do !== 'create');
  const copies = replaced.map(({ path, was }) => ({ path, text: was }));
  await writeTree(files, join(staging, 'new'), written, signal);
  await writeTree(files, join(staging, 'old'), copies, signal);
  // People's own texts outlive a power cut; a file that is new can be written again.
  for (const { do: kind, path } of replaced) {
    for (const copy of [
      oldPath(staging, path),
      ...(kind === 'update' ? [newPath(staging, path)] : []),
    ]) {
      await files.flush(copy);
      await files.keepMode(join(root, path), copy);
    }
  }
}

async function makeChanges(
  files: HostFiles,
  root: string,
  { made, changes }: Pick<Journal, 'made' | 'changes'>,
): Promise<void> {
  for (const directory of made) await files.makeDirectory(join(root, directory));
  for (const { do: kind, path } of changes) {
    if (kind === 'delete') await files.remove(join(root, path));
    else await files.rename(newPath(journalPath(root), path), join(root, path));
  }
}

/** @throws CliError `plan/busy` where another command is at it, `plan/moved-on` where one was */
async function refuseIfMovedOn(work: Work): Promise<void> {
  const { files, root } = work;
  if ((await files.kind(journalPath(root))) !== null) throw projectBusy(root);
  await refuseIfChanged(work);
}

async function refuseIfChanged({ files, root, changes }: Work): Promise<void> {
  for (const change of changes) {
    const absolute = join(root, change.path);
    const location = await realLocation(files, root, change.path);
    const isAsPlanned =
      change.do === 'create'
        ? (await files.kind(absolute)) === null
        : (await files.read(absolute)) === change.was;
    if (location !== change.path || !isAsPlanned) throw movedOn(absolute);
  }
}

/** Files change by being replaced, which permissions and other hard links would not prevent. */
async function refuseObstacles({ files, root, changes }: Work): Promise<void> {
  for (const { do: kind, path } of changes) {
    const absolute = join(root, path);
    const obstacle = kind === 'create' ? null : await files.obstacle(absolute);
    // In a container, root changes the files of others.
    if (obstacle !== null && obstacle !== 'other-owner') throw notReplaceable(absolute, obstacle);
  }
}

async function missingDirectories({ files, root, changes }: Work): Promise<RelPath[]> {
  const missing = new Set<RelPath>();
  const look = async (directory: string): Promise<void> => {
    if (directory === '.' || (await files.kind(join(root, directory))) !== null) return;
    await look(dirname(directory));
    missing.add(relPath(directory));
  };
  for (const { path } of changes) await look(dirname(path));
  return [...missing];
}
