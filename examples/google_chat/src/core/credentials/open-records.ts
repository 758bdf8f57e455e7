import type { Records } from './records.js';
import { dataFolder, fileRecords } from './records.js';

/** Where this server keeps records: in files of this machine's user. */
export async function openRecords(provider: string): Promise<Records> {
  return fileRecords(dataFolder(provider));
}
