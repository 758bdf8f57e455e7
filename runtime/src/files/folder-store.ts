import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, rmdir, unlink } from 'node:fs/promises';
import { ToolError } from '../call/define.js';
import { nodeCrypto } from '../node/node-module.js';
import {
  changedSince,
  codeOf,
  notFound,
  readOnlyError,
  throwChangeFailure,
  throwReadFailure,
  tooLarge,
  tooLargeToRead,
} from './failures.js';
import {
  bytesOf,
  isOrdinary,
  namesIn,
  ordinary,
  removeStaleUploads,
  requireDistinct,
  statusOf,
  UPLOAD_PREFIX,
  versionOf,
} from './folder-entries.js';
import { inTurn } from './in-turn.js';
import { mediaTypeOf } from './media-type.js';
import { fileParts, partsOf } from './names.js';
import { descend, diskName, type OpenFolder } from './open-folder.js';
import { room, takeFolder, takeNewFolders } from './quota.js';
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

export interface FolderOptions {
  /** Opens the folder that no name leaves. */
  open(): Promise<OpenFolder>;
  /** Key of the queue in which changes of the folder happen one after another. */
  key: string;
  readOnly: boolean;
  /** Whether nobody can reach files and folders of this name. */
  isExcluded(part: string): boolean;
  limits: FileLimits;
  signal: AbortSignal;
}

/** Files in a folder of this machine. */
export function folderStore(options: FolderOptions): FileStore {
  const { limits, signal } = options;
  const store: FileStore = {
    list: (folder, page) => listFolder(options, folder, page),
    read: (name, range) => readFile(options, name, range),
    search: (text, { folder, limit } = {}) =>
      searchIn(store, text, { folder, limit, maxSearched: limits.maxSearched, signal }),
    write: (name, bytes, how) => writeFile(options, name, bytes, how),
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
  return within(options, partsIn(options, folder), async (here) => {
    const names = (await namesIn(here)).filter(
      (name) => !options.isExcluded(name) && (cursor === undefined || name > cursor),
    );
    const page = names.slice(0, limit);
    const entries: Entry[] = [];
    for (const name of page) {
      const status = await statusOf(here, name);
      if (status?.isDirectory()) entries.push({ name, folder: true, size: 0 });
      else if (status && isOrdinary(status))
        entries.push({ name, folder: false, size: status.size });
    }
    const last = page.at(-1);
    return { entries, ...(names.length > limit && last !== undefined && { cursor: last }) };
  });
}

async function readFile(
  options: FolderOptions,
  name: string,
  range?: ByteRange,
): Promise<FileContent> {
  const { maxBytes } = options.limits;
  const { folders, last } = filePartsIn(options, name);
  return within(options, folders, async (folder) => {
    const file = await folder.open(await diskName(folder, last));
    try {
      const status = await ordinary(file);
      const size = Number(status.size);
      if (!range && size > maxBytes) throw tooLargeToRead(size, maxBytes);
      const start = Math.min(range?.start ?? 0, size);
      const length = Math.min(range?.length ?? size, maxBytes, size - start);
      const bytes = await bytesOf(file, start, length);
      return {
        bytes,
        size,
        type: mediaTypeOf(bytes, length === size),
        version: versionOf(status),
        changed: status.mtime.toISOString(),
      };
    } finally {
      await file.close();
    }
  });
}

/** Written under another name and renamed: a reader gets the old file or the new one, and a failure keeps the old one. */
async function writeFile(
  options: FolderOptions,
  name: string,
  bytes: Uint8Array,
  how: WriteOptions = {},
): Promise<void> {
  const { maxBytes } = options.limits;
  const { folders, last } = filePartsIn(options, name);
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  await change(options, async () => {
    await requireRoom(options, name, bytes.length);
    await within(options, folders, (folder) => writeIn(folder, last, bytes, how), true);
  });
}

async function moveFile(options: FolderOptions, from: string, to: string): Promise<void> {
  const source = filePartsIn(options, from);
  const target = filePartsIn(options, to);
  const moveFrom = async (old: OpenFolder) => {
    const path = old.at(await diskName(old, source.last));
    const status = await lstat(path).catch(throwReadFailure);
    if (!isOrdinary(status)) throw notFound();
    await requireRoomFor(options, target.folders);
    const moveTo = async (folder: OpenFolder) => {
      await requireDistinct(folder, target.last);
      await moveToFree(path, folder.at(await diskName(folder, target.last))).catch(
        async (error: unknown) => {
          if (codeOf(error) !== 'EXDEV') return throwChangeFailure(error);
          await copyTo(folder, target.last, options, from);
          await unlink(path).catch(throwChangeFailure);
        },
      );
    };
    await within(options, target.folders, moveTo, true);
  };
  await change(options, () => within(options, source.folders, moveFrom));
}

/** Where the folder is on another file system. */
async function copyTo(folder: OpenFolder, name: string, options: FolderOptions, from: string) {
  const { maxBytes } = options.limits;
  const { bytes, size } = await readFile(options, from, { start: 0, length: maxBytes });
  if (bytes.length < size) throw tooLarge(maxBytes);
  await writeIn(folder, name, bytes, {});
}

async function removeEntry(options: FolderOptions, name: string): Promise<void> {
  const { folders, last } = filePartsIn(options, name);
  await change(options, () =>
    within(options, folders, async (folder) => {
      const path = folder.at(await diskName(folder, last));
      const status = await lstat(path).catch(throwReadFailure);
      await (status.isDirectory() ? rmdir : unlink)(path).catch(throwChangeFailure);
    }),
  );
}

/** @throws ToolError where nobody can reach a file or folder of this name */
function partsIn({ isExcluded }: FolderOptions, name: string): string[] {
  const parts = partsOf(name);
  if (parts.some((part) => isExcluded(part))) throw notFound();
  return parts;
}

/** The same of a file. */
function filePartsIn(options: FolderOptions, name: string) {
  partsIn(options, name);
  return fileParts(name);
}

async function within<T>(
  options: FolderOptions,
  folders: readonly string[],
  work: (folder: OpenFolder) => Promise<T>,
  make = false,
): Promise<T> {
  const folder = await descend(await options.open(), folders, make ? 0o777 : undefined);
  try {
    return await work(folder).catch(throwReadFailure);
  } finally {
    await folder.close();
  }
}

/** One change after another. @throws ToolError where nothing can be changed */
async function change(
  { readOnly, key, signal }: FolderOptions,
  work: () => Promise<void>,
): Promise<void> {
  if (readOnly) throw readOnlyError();
  return inTurn(key, async () => {
    signal.throwIfAborted(); // while it waited
    await work();
  });
}

/** @throws ToolError where there is no room for these folders; for those that exist, there is */
async function requireRoomFor(options: FolderOptions, folders: readonly string[]): Promise<void> {
  const left = room({ ...options.limits, quotaBytes: Infinity });
  if (await takeNewFolders(left, await options.open(), folders))
    await takeFolder(left, await options.open(), (_path, name) => !options.isExcluded(name));
}

/** @throws ToolError where there is no room for the file of this name */
async function requireRoom(options: FolderOptions, name: string, size: number): Promise<void> {
  const left = room(options.limits);
  left.take(size);
  await takeNewFolders(left, await options.open(), fileParts(name).folders);
  const own = name.normalize('NFC');
  const isCounted = (path: string, part: string) => path !== own && !options.isExcluded(part);
  await takeFolder(left, await options.open(), isCounted);
}

/**
 * `rename` would replace a file of the new name, so an empty one takes the name first. What a killed process leaves is this one
 * beside the old file; with `link`, it would be two names of one file, which callers cannot use.
 * @throws the error of the system
 */
async function moveToFree(from: string, to: string): Promise<void> {
  await create(to, Buffer.alloc(0));
  await rename(from, to).catch(async (error: unknown) => {
    await unlink(to).catch(() => {});
    throw error;
  });
}

/** Of file systems without hard links: exFAT, mounted buckets, shared folders of virtual machines. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'];

async function linkToFree(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: unknown) => {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    return moveToFree(from, to);
  });
}

async function writeIn(
  folder: OpenFolder,
  composed: string,
  bytes: Uint8Array,
  { overwrite = false, version }: WriteOptions,
): Promise<void> {
  await requireDistinct(folder, composed);
  const name = await diskName(folder, composed);
  await removeStaleUploads(folder);
  const upload = folder.at(`${UPLOAD_PREFIX}${nodeCrypto().randomUUID()}`);
  try {
    const replaced = overwrite ? await replaceable(folder, name, version) : undefined;
    await create(upload, bytes, replaced);
    if (overwrite) await replaceable(folder, name, version);
    await folder.verify();
    await (overwrite ? rename : linkToFree)(upload, folder.at(name));
  } catch (error) {
    throwChangeFailure(error);
  } finally {
    await unlink(upload).catch(() => {});
  }
}

/** @param like whose group and permissions it gets, unless they are those of any new file */
async function create(path: string, bytes: Uint8Array, like?: BigIntStats): Promise<void> {
  const mode = like ? 0o600 : 0o666;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    await file.writeFile(bytes);
    if (like) await keepMode(file, like);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Permissions of the group are given to no other group. */
async function keepMode(file: FileHandle, { uid, gid, mode }: BigIntStats): Promise<void> {
  const status = await file.stat({ bigint: true });
  const isOwned = await changes(file.chown(Number(uid), Number(gid)));
  const isSame = isOwned || status.gid === gid || (await changes(file.chown(-1, Number(gid))));
  await file.chmod(Number(mode) & (isSame ? 0o777 : 0o707));
}

const changes = (pending: Promise<void>): Promise<boolean> =>
  pending.then(
    () => true,
    () => false,
  );

/** The file that is to be replaced, where there is one. @throws ToolError where it must not be */
async function replaceable(folder: OpenFolder, name: string, version: string | undefined) {
  const path = folder.at(name);
  const status = await lstat(path, { bigint: true }).catch(() => undefined);
  if (version !== undefined && (!status || versionOf(status) !== version)) throw changedSince();
  if (!status) return undefined;
  if (!isOrdinary(status)) throw new ToolError('Only a file can be replaced.');
  await (await open(path, O_WRONLY | O_NOFOLLOW)).close(); // a rename needs no permission of the file
  return status;
}
