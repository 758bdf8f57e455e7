import type { Records } from './records.js';
import { dataFolder, fileRecords } from './records.js';
import { sharedStore } from './shared-store.js';

/** Where this server keeps records: in the Redis that `TOKEN_STORE` names, else in files of this machine's user. */
export async function openRecords(provider: string): Promise<Records> {
  const address = sharedStore('redis:', 'rediss:');
  if (address === undefined) return fileRecords(dataFolder(provider));
  const { redisRecords } = await import('./redis-records.js');
  return redisRecords(address);
}
