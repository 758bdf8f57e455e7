import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, notFound, throwChangeFailure, throwReadFailure } from './failures.js';

/** A folder in which names are used one at a time, so that no link leads out of it. */
export interface OpenFolder {
  /** Path of an entry. */
  at(name: string): string;
  /** Opens the folder of that name. @throws ToolError where it is none, or a link */
  enter(name: string): Promise<OpenFolder>;
  /** Opens a file to read it; whether it is an ordinary one, its `stat` tells. */
  open(name: string): Promise<FileHandle>;
  /** @throws ToolError where another folder has taken its place */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** Undefined on Windows, which `|` takes for 0. Without O_NONBLOCK, a pipe would wait for its other end. */
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

const READ_FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
const READ_FOLDER = O_RDONLY | O_NOFOLLOW | O_DIRECTORY;

export type OpenRoot = (root: string) => Promise<OpenFolder>;

/**
 * Linux: every step starts at an open folder, as `openat` does, so a folder that is replaced by a link meanwhile is never
 * followed. `/proc/self/fd/<fd>` is the only such path that Node.js can use.
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
 * Elsewhere paths are compared with what they resolve to, before and after each use. Weaker: an account of this machine
 * that can replace folders in between may win a race.
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
        const [opened, named] = await Promise.all([
          file.stat({ bigint: true }),
          lstat(at(name), { bigint: true }).catch(throwReadFailure),
        ]);
        if (opened.ino !== named.ino || opened.dev !== named.dev) throw notFound();
        await verify();
        return file;
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  };
}

export const openRoot: OpenRoot =
  process.platform === 'linux' && existsSync('/proc/self/fd') ? openByHandle : openByPath;

/**
 * The name that an entry has on the disk: callers know its Unicode form NFC, and macOS, archives and copies also write NFD. If
 * two entries have one NFC name, the exact bytes win.
 */
export async function diskName(folder: OpenFolder, name: string): Promise<string> {
  const isExact = await lstat(folder.at(name)).then(
    () => true,
    () => false,
  );
  if (isExact) return name;
  const names = await readdir(folder.at('.')).catch((): string[] => []);
  return names.find((other) => other.normalize('NFC') === name) ?? name;
}

/** Opens one folder after another below `folder`, which is closed. @param mode of those that it creates */
export async function descend(
  folder: OpenFolder,
  names: readonly string[],
  mode?: number,
): Promise<OpenFolder> {
  let current = folder;
  for (const name of names) {
    const outer = current;
    try {
      const entry = await diskName(outer, name);
      if (mode !== undefined) await mkdir(outer.at(entry), mode).catch(unlessExists);
      current = await outer.enter(entry);
    } finally {
      await outer.close();
    }
  }
  return current;
}

function unlessExists(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throwChangeFailure(error);
}
