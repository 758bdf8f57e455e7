import type { BigIntStats, Stats } from 'node:fs';
import { type FileHandle, lstat, opendir, unlink } from 'node:fs/promises';
import { ToolError } from '../call/define.js';
import { foldCase, isPart } from '../utils/name-rules.js';
import { notFound, throwReadFailure } from './failures.js';
import { diskName, type OpenFolder } from './open-folder.js';

/** Hidden, so no caller can name it. */
export const UPLOAD_PREFIX = '.upload-';
/** Older uploads are what a killed process has left. */
const STALE_MS = 3_600_000;

/** Names that callers can use, in Unicode form NFC, sorted. */
export async function namesIn(folder: OpenFolder): Promise<string[]> {
  const names = new Set<string>();
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    const composed = name.normalize('NFC');
    if (isPart(composed)) names.add(composed);
  }
  await folder.verify();
  return [...names].sort();
}

export const statusOf = async (folder: OpenFolder, name: string): Promise<Stats | undefined> =>
  lstat(folder.at(await diskName(folder, name))).catch(() => undefined);

/** An ordinary file without a second name: a hard link leads out of the folder like a symbolic link. */
export async function ordinary(file: FileHandle): Promise<BigIntStats> {
  const status = await file.stat({ bigint: true });
  if (!isOrdinary(status)) throw notFound();
  return status;
}

export const isOrdinary = (found: Stats | BigIntStats): boolean =>
  found.isFile() && Number(found.nlink) === 1;

/** Changes with a file and its content: unlike the time of the content, nobody sets that of the status. */
export const versionOf = ({ ino, size, ctimeNs }: BigIntStats): string =>
  [ino, size, ctimeNs].map((number) => number.toString(36)).join('-');

/** `Report.txt` and `report.txt` would be one file on other systems. @throws ToolError */
export async function requireDistinct(folder: OpenFolder, name: string): Promise<void> {
  const foldedName = foldCase(name);
  const twin = (await namesIn(folder)).find(
    (other) => other !== name && foldCase(other) === foldedName,
  );
  if (twin === undefined) return;
  throw new ToolError(
    `The file ${JSON.stringify(twin)} already exists. Names must differ in more than case or Unicode form.`,
  );
}

/** Removes what a killed process has left. An upload with a second name is complete: the file would be out of reach. */
export async function removeStaleUploads(folder: OpenFolder): Promise<void> {
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    if (!name.startsWith(UPLOAD_PREFIX)) continue;
    const status = await statusOf(folder, name);
    if (status && (status.nlink > 1 || Date.now() - status.mtimeMs > STALE_MS))
      await unlink(folder.at(name)).catch(() => {});
  }
}

/** The bytes from `start`, fewer where the file has become shorter. */
export async function bytesOf(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
