import { dirname, join, relative } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import { conflicts, notApplied } from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import type { Change, Plan } from '../model/plan.js';
import { changeInPlace } from './change-in-place.js';
import { topmostMissing } from './location.js';
import { discard, openStaging, writeTree } from './staging.js';

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
    await discard(files, staging);
    throw error;
  }
}
