import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../utils/error-code.js';
import { fileSystem } from './node-module.js';

/** `FileHandle.sync` is missing in Yarn's patched file system (Plug'n'Play). */
const flush = (descriptor: number) => promisify(fileSystem().fsync)(descriptor);

/** Flags that open a file to read it. Without O_NONBLOCK, a pipe would wait for its other end; on Windows it is undefined, which `|` takes for 0. */
export function readFlags(): number {
  const { O_RDONLY, O_NONBLOCK } = fileSystem().constants;
  return O_RDONLY | O_NONBLOCK;
}

/** Opens a file to read it, uses it and closes it. Whether it is an ordinary one, its `stat` tells: a pipe has no content. */
export async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await fileSystem().promises.open(path, readFlags());
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Puts a file in the place of another one, which is so after a power cut, too. */
export async function replaceFile(from: string, to: string): Promise<void> {
  await fileSystem().promises.rename(from, to);
  if (process.platform !== 'win32') await withFile(dirname(to), ({ fd }) => flush(fd));
}

/** A new file of mode 0600: complete, or not there. @throws Error with code EEXIST where there is one */
export async function createFile(path: string, contents: string | Buffer): Promise<void> {
  const { open, unlink } = fileSystem().promises;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(contents);
    await flush(file.fd);
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * A folder of mode 0700, with its parents. Node's own `recursive` takes a read-only disk for a missing folder.
 * @returns whether there was none
 */
export async function makeFolder(path: string): Promise<boolean> {
  const make = () =>
    fileSystem()
      .promises.mkdir(path, 0o700)
      .then(
        () => true,
        (error: unknown) => {
          if (codeOf(error) !== 'EEXIST') throw error;
          return false;
        },
      );
  return make().catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    return make();
  });
}

/** A missing file has this value; any other failure taken for a missing file would let the next write destroy it. */
export const whereMissing =
  <T>(value: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };

/** Windows has no such modes. */
export const isReadableByOthers = ({ mode }: Stats, bits = 0o077): boolean =>
  process.platform !== 'win32' && (mode & bits) !== 0;
