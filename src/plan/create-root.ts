import { dirname, join, relative } from 'node:path';

import type { HostFiles } from '../model/host.js';
import type { Change } from '../model/plan.js';
import { topmostMissing } from './location.js';
import { discard, openStaging, writeTree } from './staging.js';

/** Writes the whole project beside its place and moves it there with one rename, parents that are missing included. */
export async function createRoot(
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
