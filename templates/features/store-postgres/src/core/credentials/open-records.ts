import type { Records } from './records.js';
import { dataFolder, fileRecords } from './records.js';
import { sharedStore } from './shared-store.js';

/** Where this server keeps records: in the PostgreSQL that `TOKEN_STORE` names, else in files of this machine's user. */
export async function openRecords(provider: string): Promise<Records> {
  const address = sharedStore('postgres:', 'postgresql:');
  if (address === undefined) return fileRecords(dataFolder(provider));
  const { postgresRecords } = await import('./postgres-records.js');
  return postgresRecords(address);
}
