import type { BigIntStats, Stats } from 'node:fs';
import { type FileHandle, lstat, opendir, unlink } from 'node:fs/promises';
import { ToolError } from '../call/define.js';
import { caseFoldedName, isNamePart } from '../utils/name-rules.js';
import { notFound, throwReadFailure } from './failures.js';
import { diskName, type OpenFolder } from './open-folder.js';

/** Prefix of uploads. It makes them hidden files, which callers cannot name. */
export const UPLOAD_PREFIX = '.upload-';
/** Age after which an upload was left by a killed process. */
const STALE_MS = 3_600_000;

/** Sorted names that callers can use, in Unicode form NFC. */
export async function namesIn(folder: OpenFolder): Promise<string[]> {
  const names = new Set<string>();
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    const composed = name.normalize('NFC');
    if (isNamePart(composed)) names.add(composed);
  }
  await folder.verify();
  return [...names].sort();
}

export const statusOf = async (folder: OpenFolder, name: string): Promise<Stats | undefined> =>
  lstat(folder.at(await diskName(folder, name))).catch(() => undefined);

/**
 * The status of an ordinary file. A file with a second name is refused, because a hard link leads
 * out of the folder like a symbolic link.
 * @throws ToolError
 */
export async function requireOrdinary(file: FileHandle): Promise<BigIntStats> {
  const status = await file.stat({ bigint: true });
  if (!isOrdinary(status)) throw notFound();
  return status;
}

export const isOrdinary = (status: Stats | BigIntStats): boolean =>
  status.isFile() && Number(status.nlink) === 1;

/**
 * Version of a file and its content. It uses the change time of the status, which cannot be set,
 * unlike that of the content.
 */
export const versionOf = ({ ino, size, ctimeNs }: BigIntStats): string =>
  [ino, size, ctimeNs].map((number) => number.toString(36)).join('-');

/**
 * @throws ToolError for a name that differs only in case, such as `Report.txt` and `report.txt`:
 * they are one file on other systems
 */
export async function requireDistinct(folder: OpenFolder, name: string): Promise<void> {
  const foldedName = caseFoldedName(name);
  const twin = (await namesIn(folder)).find(
    (otherName) => otherName !== name && caseFoldedName(otherName) === foldedName,
  );
  if (twin === undefined) return;
  throw new ToolError(
    `The file ${JSON.stringify(twin)} already exists. Names must differ in more than case or Unicode form.`,
  );
}

/**
 * Removes uploads of killed processes. An upload with a second name is complete and makes its file
 * inaccessible, so it is removed, too.
 */
export async function removeStaleUploads(folder: OpenFolder): Promise<void> {
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    if (!name.startsWith(UPLOAD_PREFIX)) continue;
    const status = await statusOf(folder, name);
    if (status && (status.nlink > 1 || Date.now() - status.mtimeMs > STALE_MS))
      await unlink(folder.at(name)).catch(() => {});
  }
}

/** Reads bytes from `start`; fewer if the file has become shorter. */
export async function readBytes(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let bytesDone = 0;
  while (bytesDone < length) {
    const { bytesRead } = await file.read(bytes, bytesDone, length - bytesDone, start + bytesDone);
    if (bytesRead === 0) break;
    bytesDone += bytesRead;
  }
  return bytes.subarray(0, bytesDone);
}
