import { join } from 'node:path';
import { withFileLock } from './file-lock.js';
import { dataFolder } from './records.js';
import { recordId } from './store.js';

/** Runs `task` while nobody else does for the same user's record, in this process or in another. */
export function withLock<T>(provider: string, userId: string, task: () => Promise<T>): Promise<T> {
  return withFileLock(join(dataFolder(provider), `${recordId(provider, userId)}.lock`), task);
}
