import { join } from 'node:path';
import { withFileLock } from './file-lock.js';
import { dataFolder } from './records.js';
import { sharedStore } from './shared-store.js';
import { recordId } from './store.js';

/** Runs `task` while nobody else does for the same user's record, in this process or in another. */
export async function withLock<T>(
  provider: string,
  userId: string,
  task: () => Promise<T>,
): Promise<T> {
  const id = recordId(provider, userId);
  const address = sharedStore('redis:', 'rediss:');
  if (address === undefined) return withFileLock(join(dataFolder(provider), `${id}.lock`), task);
  const { withRedisLock } = await import('./redis-lock.js');
  return withRedisLock(address, id, task);
}
