import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, rmdir, unlink } from 'node:fs/promises';
import { ToolError } from '../call/result/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import {
  changedSinceRead,
  notFound,
  readOnlyError,
  systemErrorCode,
  throwChangeFailure,
  throwReadFailure,
  tooLarge,
  tooLargeToRead,
} from './failures.js';
import {
  entriesIn,
  entryVersion,
  fileStatus,
  isOrdinaryFile,
  readFileBytes,
  removeStaleUploads,
  requireDistinctName,
  requireOrdinary,
  UPLOAD_PREFIX,
} from './folder-entries.js';
import { mediaTypeOf } from './media-type.js';
import { fileParts, nameParts } from './names.js';
import { diskName, type OpenFolder, openNestedFolder } from './open-folder.js';
import { countFolder, countNewFolders, fileQuota } from './quota.js';
import { runInOrder } from './run-in-order.js';
import { searchIn } from './search.js';
import type {
  ByteRange,
  Entry,
  FileContent,
  FileLimits,
  FilePage,
  FileStore,
  ListOptions,
  WriteOptions,
} from './store.js';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;

/** Where the files of a folder are, and what callers may do with them. */
export interface FolderOptions {
  /** Opens the root folder; no name leads out of it. */
  open(): Promise<OpenFolder>;
  /** Key of the queue that runs changes of the folder one after another. */
  key: string;
  readOnly: boolean;
  /** Returns whether callers cannot access files and folders of this name. */
  isExcluded(part: string): boolean;
  limits: FileLimits;
  signal: AbortSignal;
}

/** Returns the store of the files in a folder of this machine. */
export function folderStore(options: FolderOptions): FileStore {
  const { limits, signal } = options;
  const store: FileStore = {
    list: (folder, page) => listFolder(options, folder, page),
    read: (name, range) => readFile(options, name, range),
    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),
    write: (name, bytes, writeOptions) => writeFile(options, name, bytes, writeOptions),
    move: (from, to) => moveFile(options, from, to),
    remove: (name) => removeEntry(options, name),
  };
  return store;
}

async function listFolder(
  options: FolderOptions,
  folder: string,
  { limit = 100, cursor }: ListOptions = {},
): Promise<FilePage> {
  return withFolder(options, accessibleParts(options, folder), async (directory) => {
    const names = (await entriesIn(directory)).filter(
      ([name]) => !options.isExcluded(name) && (cursor === undefined || name > cursor),
    );
    const page = names.slice(0, limit);
    const entries: Entry[] = [];
    for (const [name, onDisk] of page) {
      const status = await fileStatus(directory, onDisk);
      if (status?.isDirectory()) entries.push({ name, folder: true, size: 0 });
      else if (status && isOrdinaryFile(status))
        entries.push({ name, folder: false, size: status.size });
    }
    const last = page.at(-1)?.[0];
    return { entries, ...(names.length > limit && last !== undefined && { cursor: last }) };
  });
}

async function readFile(
  options: FolderOptions,
  name: string,
  range?: ByteRange,
): Promise<FileContent> {
  const { maxBytes } = options.limits;
  const { folders, last } = accessibleFileParts(options, name);
  return withFolder(options, folders, async (folder) => {
    const file = await folder.open(await diskName(folder, last));
    try {
      const status = await requireOrdinary(file);
      const size = Number(status.size);
      if (!range && size > maxBytes) throw tooLargeToRead(size, maxBytes);
      const start = Math.min(range?.start ?? 0, size);
      const length = Math.min(range?.length ?? size, maxBytes, size - start);
      const bytes = await readFileBytes(file, start, length);
      return {
        bytes,
        size,
        type: mediaTypeOf(bytes, length === size),
        version: entryVersion(status),
        changed: status.mtime.toISOString(),
      };
    } finally {
      await file.close();
    }
  });
}

/** Writes under another name and renames: a reader gets the old or the new file, and a failure keeps the old one. */
async function writeFile(
  options: FolderOptions,
  name: string,
  bytes: Uint8Array,
  writeOptions: WriteOptions = {},
): Promise<void> {
  const { maxBytes } = options.limits;
  const { folders, last } = accessibleFileParts(options, name);
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  await runChange(options, async () => {
    await requireRoom(options, name, bytes.length);
    await withFolder(
      options,
      folders,
      (folder) => writeIntoFolder(folder, last, bytes, writeOptions),
      true,
    );
  });
}

async function moveFile(options: FolderOptions, from: string, to: string): Promise<void> {
  const source = accessibleFileParts(options, from);
  const target = accessibleFileParts(options, to);
  const moveFromFolder = async (old: OpenFolder) => {
    const path = old.at(await diskName(old, source.last));
    const status = await lstat(path).catch(throwReadFailure);
    if (!isOrdinaryFile(status)) throw notFound();
    await requireRoomFor(options, target.folders);
    const moveToFolder = async (folder: OpenFolder) => {
      await requireDistinctName(folder, target.last);
      await moveToUnusedName(path, folder.at(await diskName(folder, target.last))).catch(
        async (error: unknown) => {
          if (systemErrorCode(error) !== 'EXDEV') return throwChangeFailure(error);
          await copyIntoFolder(folder, target.last, options, from);
          await unlink(path).catch(throwChangeFailure);
        },
      );
    };
    await withFolder(options, target.folders, moveToFolder, true);
  };
  await runChange(options, () => withFolder(options, source.folders, moveFromFolder));
}

/** Copies a file to a folder on another file system. */
async function copyIntoFolder(
  folder: OpenFolder,
  name: string,
  options: FolderOptions,
  from: string,
) {
  const { maxBytes } = options.limits;
  const { bytes, size } = await readFile(options, from, { start: 0, length: maxBytes });
  if (bytes.length < size) throw tooLarge(maxBytes);
  await writeIntoFolder(folder, name, bytes, {});
}

async function removeEntry(options: FolderOptions, name: string): Promise<void> {
  const { folders, last } = accessibleFileParts(options, name);
  await runChange(options, () =>
    withFolder(options, folders, async (folder) => {
      const path = folder.at(await diskName(folder, last));
      const status = await lstat(path).catch(throwReadFailure);
      await (status.isDirectory() ? rmdir : unlink)(path).catch(throwChangeFailure);
    }),
  );
}

/** Returns the parts of a name. @throws ToolError if callers cannot access a file or folder of this name */
function accessibleParts({ isExcluded }: FolderOptions, name: string): string[] {
  const parts = nameParts(name);
  if (parts.some((part) => isExcluded(part))) throw notFound();
  return parts;
}

/** Returns the folders and last part of a file's name. @throws ToolError */
function accessibleFileParts(options: FolderOptions, name: string) {
  accessibleParts(options, name);
  return fileParts(name);
}

async function withFolder<T>(
  options: FolderOptions,
  folders: readonly string[],
  task: (folder: OpenFolder) => Promise<T>,
  createFolders = false,
): Promise<T> {
  const folder = await openNestedFolder(
    await options.open(),
    folders,
    createFolders ? 0o777 : undefined,
  );
  try {
    return await task(folder).catch(throwReadFailure);
  } finally {
    await folder.close();
  }
}

/** Runs changes one after another. @throws ToolError if the files are read-only */
async function runChange(
  { readOnly, key, signal }: FolderOptions,
  task: () => Promise<void>,
): Promise<void> {
  if (readOnly) throw readOnlyError();
  return runInOrder(key, async () => {
    signal.throwIfAborted(); // aborted while it waited
    await task();
  });
}

/** @throws ToolError if there is no room for new folders; existing ones need none */
async function requireRoomFor(options: FolderOptions, folders: readonly string[]): Promise<void> {
  const remainingRoom = fileQuota({ ...options.limits, quotaBytes: Infinity });
  if (await countNewFolders(remainingRoom, await options.open(), folders))
    await countFolder(
      remainingRoom,
      await options.open(),
      (_path, name) => !options.isExcluded(name),
    );
}

/** @throws ToolError if there is no room for the file */
async function requireRoom(options: FolderOptions, name: string, size: number): Promise<void> {
  const remainingRoom = fileQuota(options.limits);
  remainingRoom.take(size);
  await countNewFolders(remainingRoom, await options.open(), fileParts(name).folders);
  const composedName = name.normalize('NFC');
  const isCounted = (path: string, part: string) =>
    path !== composedName && !options.isExcluded(part);
  await countFolder(remainingRoom, await options.open(), isCounted);
}

/**
 * Moves a file to an unused name. An empty file takes the name first, because `rename` would
 * replace an existing file. A killed process leaves this empty file next to the old one; after
 * `link`, it would leave two names of one file, which callers cannot use.
 * @throws the error of the system
 */
async function moveToUnusedName(from: string, to: string): Promise<void> {
  await writeNewFile(to, Buffer.alloc(0));
  await rename(from, to).catch(async (error: unknown) => {
    await unlink(to).catch(() => {});
    throw error;
  });
}

/** Error codes of file systems without hard links: exFAT, mounted buckets, shared folders of virtual machines. */
const NO_LINK_CODES = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'];

async function linkToUnusedName(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: unknown) => {
    if (!NO_LINK_CODES.includes(systemErrorCode(error))) throw error;
    return moveToUnusedName(from, to);
  });
}

async function writeIntoFolder(
  folder: OpenFolder,
  composedName: string,
  bytes: Uint8Array,
  { overwrite = false, version }: WriteOptions,
): Promise<void> {
  await requireDistinctName(folder, composedName);
  const name = await diskName(folder, composedName);
  await removeStaleUploads(folder);
  const upload = folder.at(`${UPLOAD_PREFIX}${nodeCrypto().randomUUID()}`);
  try {
    const replacedFile = overwrite ? await requireReplaceable(folder, name, version) : undefined;
    await writeNewFile(upload, bytes, replacedFile);
    if (overwrite) await requireReplaceable(folder, name, version);
    await folder.verify();
    await (overwrite ? rename : linkToUnusedName)(upload, folder.at(name));
  } catch (error) {
    throwChangeFailure(error);
  } finally {
    await unlink(upload).catch(() => {});
  }
}

/** @param like status of a file whose group and permissions the new one gets; by default it gets the usual ones */
async function writeNewFile(path: string, bytes: Uint8Array, like?: BigIntStats): Promise<void> {
  const mode = like ? 0o600 : 0o666;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    await file.writeFile(bytes);
    if (like) await copyOwnership(file, like);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Copies owner and mode of a replaced file. Permissions of its group are not given to another group. */
async function copyOwnership(file: FileHandle, { uid, gid, mode }: BigIntStats): Promise<void> {
  const status = await file.stat({ bigint: true });
  const isOwned = await succeeds(file.chown(Number(uid), Number(gid)));
  const isSame = isOwned || status.gid === gid || (await succeeds(file.chown(-1, Number(gid))));
  await file.chmod(Number(mode) & (isSame ? 0o777 : 0o707));
}

const succeeds = (pending: Promise<void>): Promise<boolean> =>
  pending.then(
    () => true,
    () => false,
  );

/**
 * Returns the status of the file to be replaced; undefined if there is none.
 * @throws ToolError if it must not be replaced
 */
async function requireReplaceable(folder: OpenFolder, name: string, version: string | undefined) {
  const path = folder.at(name);
  const status = await lstat(path, { bigint: true }).catch(() => undefined);
  if (version !== undefined && (!status || entryVersion(status) !== version))
    throw changedSinceRead();
  if (!status) return undefined;
  if (!isOrdinaryFile(status)) throw new ToolError('Only a file can be replaced.');
  await (await open(path, O_WRONLY | O_NOFOLLOW)).close(); // a rename needs no permission of the file
  return status;
}
