import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound, systemErrorCode, throwChangeFailure, throwReadFailure } from './failures.js';

/** An open folder. Names are resolved one at a time, so that no link leads out of it. */
export interface OpenFolder {
  /** Returns the path of an entry. */
  at(name: string): string;
  /** Opens a subfolder. @throws ToolError if it is not a folder, or a link */
  enter(name: string): Promise<OpenFolder>;
  /** Opens a file for reading; check its `stat` for an ordinary file. */
  open(name: string): Promise<FileHandle>;
  /** @throws ToolError if another folder has replaced it */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Flags for opening; undefined on Windows, where `|` treats it as 0. Without O_NONBLOCK, opening a
 * pipe would wait for its other end.
 */
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

const READ_FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
const READ_FOLDER = O_RDONLY | O_NOFOLLOW | O_DIRECTORY;

/** Opens the root folder of a storage. */
export type OpenRoot = (root: string) => Promise<OpenFolder>;

/**
 * Opens a folder on Linux: each step starts at an open folder, like `openat`, so a folder that is
 * replaced by a link is never followed. Node.js can do this only with `/proc/self/fd/<fd>`.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html
 */
export const openByHandle: OpenRoot = async (root) =>
  handleFolder(await open(await realpath(root), READ_FOLDER));

function handleFolder(handle: FileHandle): OpenFolder {
  const at = (name: string) => `/proc/self/fd/${handle.fd}/${name}`;
  return {
    at,
    enter: async (name) => handleFolder(await open(at(name), READ_FOLDER).catch(throwReadFailure)),
    open: (name) => open(at(name), READ_FILE).catch(throwReadFailure),
    verify: async () => {},
    close: () => handle.close(),
  };
}

/**
 * Opens a folder on other systems: paths are compared with their resolved form before and after
 * each use. This is weaker, because a local account that can replace folders in between may win a
 * race.
 */
export const openByPath: OpenRoot = async (root) => pathFolder(await realpath(root));

function pathFolder(path: string): OpenFolder {
  const at = (name: string) => join(path, name);

  async function verify() {
    if ((await realpath(path).catch(throwReadFailure)) !== path) throw notFound();
  }

  return {
    at,
    verify,
    close: async () => {},
    async enter(name) {
      const status = await lstat(at(name)).catch(throwReadFailure);
      if (!status.isDirectory()) throw notFound();
      const inner = pathFolder(at(name));
      await inner.verify();
      return inner;
    },
    async open(name) {
      const file = await open(at(name), READ_FILE).catch(throwReadFailure);
      try {
        const [openedStatus, currentStatus] = await Promise.all([
          file.stat({ bigint: true }),
          lstat(at(name), { bigint: true }).catch(throwReadFailure),
        ]);
        if (openedStatus.ino !== currentStatus.ino || openedStatus.dev !== currentStatus.dev)
          throw notFound();
        await verify();
        return file;
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  };
}

/** Opens a folder by handles if the system allows it, because a path can change between two operations. */
export const openRoot: OpenRoot =
  process.platform === 'linux' && existsSync('/proc/self/fd') ? openByHandle : openByPath;

/**
 * Returns the name of an entry on the disk. Callers use Unicode form NFC, but macOS, archives and
 * copies also write NFD. If two entries have one NFC name, the exact bytes win.
 */
export async function diskName(folder: OpenFolder, name: string): Promise<string> {
  const isExact = await lstat(folder.at(name)).then(
    () => true,
    () => false,
  );
  if (isExact) return name;
  const names = await readdir(folder.at('.')).catch(throwReadFailure);
  return names.find((otherName) => otherName.normalize('NFC') === name) ?? name;
}

/** Opens nested folders below `folder`, which it closes. @param mode mode of folders that it creates */
export async function openNestedFolder(
  folder: OpenFolder,
  names: readonly string[],
  mode?: number,
): Promise<OpenFolder> {
  let current = folder;
  for (const name of names) {
    const outer = current;
    try {
      const entry = await diskName(outer, name);
      if (mode !== undefined) await mkdir(outer.at(entry), mode).catch(ignoreExisting);
      current = await outer.enter(entry);
    } finally {
      await outer.close();
    }
  }
  return current;
}

function ignoreExisting(error: unknown): void {
  if (systemErrorCode(error) !== 'EEXIST') throwChangeFailure(error);
}
