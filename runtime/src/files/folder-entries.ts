import type { BigIntStats, Stats } from 'node:fs';
import { type FileHandle, lstat, opendir, unlink } from 'node:fs/promises';
import { ToolError } from '../call/result/tool-error.js';
import { caseFoldedName, isNamePart } from '../utils/name-rules.js';
import { notFound, throwReadFailure } from './failures.js';
import type { OpenFolder } from './open-folder.js';

/** Prefix of uploads. It makes them hidden files, which callers cannot name. */
export const UPLOAD_PREFIX = '.upload-';
/** Age after which an upload was left by a killed process. */
const STALE_MS = 3_600_000;

/** Names that callers can use, in Unicode form NFC and sorted, each with that on the disk (see `diskName`). */
export async function entriesIn(folder: OpenFolder): Promise<[name: string, onDisk: string][]> {
  const names = new Map<string, string>();
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    const composed = name.normalize('NFC');
    if (isNamePart(composed) && (name === composed || !names.has(composed)))
      names.set(composed, name);
  }
  await folder.verify();
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param onDisk name on the disk */
export const fileStatus = (folder: OpenFolder, onDisk: string): Promise<Stats | undefined> =>
  lstat(folder.at(onDisk)).catch(() => undefined);

/**
 * Returns the status of an ordinary file. A file with a second name is refused, because a hard link
 * leads out of the folder like a symbolic link.
 * @throws ToolError
 */
export async function requireOrdinary(file: FileHandle): Promise<BigIntStats> {
  const status = await file.stat({ bigint: true });
  if (!isOrdinaryFile(status)) throw notFound();
  return status;
}

/** Returns whether a status is that of a file with one name; a hard link could lead out of the folder. */
export const isOrdinaryFile = (status: Stats | BigIntStats): boolean =>
  status.isFile() && Number(status.nlink) === 1;

/**
 * Returns the version of a file and its content. It uses the change time of the status, which cannot be
 * set, unlike that of the content.
 */
export const entryVersion = ({ ino, size, ctimeNs }: BigIntStats): string =>
  [ino, size, ctimeNs].map((number) => number.toString(36)).join('-');

/**
 * @throws ToolError for a name that differs only in case, such as `Report.txt` and `report.txt`:
 * they are one file on other systems
 */
export async function requireDistinctName(folder: OpenFolder, name: string): Promise<void> {
  const foldedName = caseFoldedName(name);
  const equalEntry = (await entriesIn(folder)).find(
    ([otherName]) => otherName !== name && caseFoldedName(otherName) === foldedName,
  );
  if (equalEntry === undefined) return;
  throw new ToolError(
    `The file ${JSON.stringify(equalEntry[0])} already exists. Names must differ in more than case or Unicode form.`,
  );
}

/**
 * Removes uploads of killed processes. An upload with a second name is complete and makes its file
 * inaccessible, so it is removed, too.
 */
export async function removeStaleUploads(folder: OpenFolder): Promise<void> {
  for await (const { name } of await opendir(folder.at('.')).catch(throwReadFailure)) {
    if (!name.startsWith(UPLOAD_PREFIX)) continue;
    const status = await fileStatus(folder, name);
    if (status && (status.nlink > 1 || Date.now() - status.mtimeMs > STALE_MS))
      await unlink(folder.at(name)).catch(() => {});
  }
}

/** Reads bytes from `start`; fewer if the file has become shorter. */
export async function readFileBytes(
  file: FileHandle,
  start: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let bytesDone = 0;
  while (bytesDone < length) {
    const { bytesRead } = await file.read(bytes, bytesDone, length - bytesDone, start + bytesDone);
    if (bytesRead === 0) break;
    bytesDone += bytesRead;
  }
  return bytes.subarray(0, bytesDone);
}
