import { dirname, join, relative } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import {
  conflicts,
  fileChangedMeanwhile,
  notApplied,
  notReplaceable,
  projectBusy,
} from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';
import type { Change, Plan } from '../model/plan.js';
import {
  type Journal,
  journalPath,
  pendingFilePath,
  replacedFilePath,
  undoJournal,
  writeJournal,
} from './journal.js';
import { realLocation, topmostMissing } from './location.js';
import { newFileContent, openStaging, removeStaging, writeTree } from './staging.js';

/**
 * Makes all changes of a plan, or none, even if the disk fails in between or the process is killed
 * (then `recoverInterrupted` completes the work in the next run).
 * @throws CliError `plan/conflict`, `plan/moved-on`, `plan/busy`, `plan/not-replaceable`,
 * `plan/not-applied`, `plan/not-undone`; the reason of `signal` if that was aborted before the
 * changes became visible
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

/** Writes the whole project next to its place and moves it there with one rename, including missing parents. */
async function createRoot(
  files: HostFiles,
  root: string,
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<void> {
  const top = await topmostMissing(files, root);
  const stagingFolder = await openStaging(files, dirname(top));
  try {
    const tree = changes.filter((change) => change.do !== 'delete');
    await writeTree(files, join(stagingFolder, relative(top, root)), tree, signal);
    if ((await files.kind(top)) === 'directory') await files.keepMode(top, stagingFolder);
    signal?.throwIfAborted();
    await files.rename(stagingFolder, top);
  } catch (error) {
    await removeStaging(files, stagingFolder);
    throw error;
  }
}

interface ChangeWork {
  files: HostFiles;
  root: string;
  changes: readonly Change[];
}

/** Changes files of an existing project, protected by a journal (see `Journal`). */
async function changeInPlace(
  files: HostFiles,
  root: string,
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<void> {
  const work: ChangeWork = { files, root, changes };
  // Imported here and not at the top, because new projects do not need it.
  const { createHash } = await import('node:crypto');
  const sha256 = (contents: string | Uint8Array) =>
    createHash('sha256').update(contents).digest('hex');
  const journal = {
    writer: files.writer,
    made: await missingDirectories(work),
    changes: changes.map((change) => ({
      do: change.do,
      path: change.path,
      sha256: change.do === 'delete' ? null : sha256(newFileContent(change)),
    })),
  };
  await refuseIfMovedOn(work);
  await refuseObstacles(work);
  const stagingFolder = await openStaging(files, root);
  try {
    await files.makePrivate(stagingFolder); // The copies may be of files that others must not read.
    await prepareJournal(work, stagingFolder, signal);
    await writeJournal(files, stagingFolder, journal);
    await refuseIfMovedOn(work);
    signal?.throwIfAborted();
    await startJournal(work, stagingFolder);
  } catch (error) {
    await removeStaging(files, stagingFolder);
    throw error;
  }
  try {
    await makeChanges(files, root, journal);
    await files.rename(journalPath(root), stagingFolder);
  } catch (error) {
    await undoJournal(files, root, journal);
    throw error;
  }
  await removeStaging(files, stagingFolder);
  for (const { do: kind, path } of changes)
    if (kind === 'delete') await removeIfEmpty(files, root, dirname(path));
}

/**
 * Removes an empty directory. Git does not store empty directories, and one in `src/providers`
 * would be a provider.
 */
async function removeIfEmpty(files: HostFiles, root: string, directory: string): Promise<void> {
  const path = join(root, directory);
  if (directory === '.' || (await files.kind(path)) !== 'directory') return;
  if ((await files.list(path)).length > 0) return;
  await files.remove(path);
  await removeIfEmpty(files, root, dirname(directory));
}

/** Moves the journal to its place, which excludes other commands, and checks the files once more. */
async function startJournal(work: ChangeWork, stagingFolder: string): Promise<void> {
  const { files, root } = work;
  const journal = journalPath(root);
  try {
    await files.rename(stagingFolder, journal);
  } catch (error) {
    throw isTaken(error) ? projectBusy(root) : error;
  }
  try {
    await refuseIfChanged(work);
  } catch (error) {
    await files.rename(journal, stagingFolder);
    throw error;
  }
}

/** Returns whether another journal is or was at that place. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof CliError ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && /^(ENOTEMPTY|EEXIST)$/.test(String(cause.code))
  );
}

/** Does everything that may fail for lack of space or rights, and saves all that is needed to undo the changes. */
async function prepareJournal(
  { files, root, changes }: ChangeWork,
  stagingFolder: string,
  signal?: AbortSignal,
): Promise<void> {
  const writtenFiles = changes.filter((change) => change.do !== 'delete');
  const replacedFiles = changes.filter((change) => change.do !== 'create');
  const copies = replacedFiles.map((change) =>
    'bytes' in change ? change : { path: change.path, text: change.previous },
  );
  await writeTree(files, join(stagingFolder, 'new'), writtenFiles, signal);
  await writeTree(files, join(stagingFolder, 'old'), copies, signal);
  // Existing texts must survive a power failure; new files can be written again.
  for (const { do: kind, path } of replacedFiles) {
    for (const copy of [
      replacedFilePath(stagingFolder, path),
      ...(kind === 'update' ? [pendingFilePath(stagingFolder, path)] : []),
    ]) {
      await files.flush(copy);
      await files.keepMode(join(root, path), copy);
    }
  }
}

async function makeChanges(
  files: HostFiles,
  root: string,
  { made: createdDirectories, changes }: Pick<Journal, 'made' | 'changes'>,
): Promise<void> {
  for (const directory of createdDirectories) await files.makeDirectory(join(root, directory));
  for (const { do: kind, path } of changes) {
    if (kind === 'delete') await files.remove(join(root, path));
    else await files.rename(pendingFilePath(journalPath(root), path), join(root, path));
  }
}

/**
 * Fails if another command changes or has changed the files.
 * @throws CliError `plan/busy` or `plan/moved-on`
 */
async function refuseIfMovedOn(work: ChangeWork): Promise<void> {
  const { files, root } = work;
  if ((await files.kind(journalPath(root))) !== null) throw projectBusy(root);
  await refuseIfChanged(work);
}

async function refuseIfChanged({ files, root, changes }: ChangeWork): Promise<void> {
  for (const change of changes) {
    const absolute = join(root, change.path);
    const location = await realLocation(files, root, change.path);
    const isUnchanged =
      change.do === 'create'
        ? (await files.kind(absolute)) === null
        : 'bytes' in change
          ? Buffer.from(change.bytes).equals((await files.readBytes(absolute)) ?? Buffer.of())
          : (await files.read(absolute)) === change.previous;
    if (location !== change.path || !isUnchanged) throw fileChangedMeanwhile(absolute);
  }
}

/** Fails for read-only files and hard links: they would not prevent a change, because changes replace files. */
async function refuseObstacles({ files, root, changes }: ChangeWork): Promise<void> {
  for (const { do: kind, path } of changes) {
    const absolute = join(root, path);
    const obstacle = kind === 'create' ? null : await files.obstacle(absolute);
    // In a container, root changes the files of other users.
    if (obstacle !== null && obstacle !== 'other-owner') throw notReplaceable(absolute, obstacle);
  }
}

async function missingDirectories({ files, root, changes }: ChangeWork): Promise<RelPath[]> {
  const missingPaths = new Set<RelPath>();
  const look = async (directory: string): Promise<void> => {
    if (directory === '.' || (await files.kind(join(root, directory))) !== null) return;
    await look(dirname(directory));
    missingPaths.add(relPath(directory));
  };
  for (const { path } of changes) await look(dirname(path));
  return [...missingPaths];
}
