import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../utils/error-code.js';
import { fileSystem } from './node-module.js';

/** Writes a file to disk. `FileHandle.sync` is missing in Yarn's patched file system (Plug'n'Play). */
const flush = (descriptor: number) => promisify(fileSystem().fsync)(descriptor);

/**
 * Returns the flags that open a file to read it. Without O_NONBLOCK, a pipe would wait for its other end.
 * On Windows, O_NONBLOCK is undefined, which `|` treats as 0.
 */
export function readFlags(): number {
  const { O_RDONLY, O_NONBLOCK } = fileSystem().constants;
  return O_RDONLY | O_NONBLOCK;
}

/**
 * Opens a file to read it, uses it and closes it. Its `stat` tells whether it is an ordinary one: a
 * pipe has no content.
 */
export async function withFile<T>(
  path: string,
  task: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await fileSystem().promises.open(path, readFlags());
  try {
    return await task(file);
  } finally {
    await file.close();
  }
}

/** Replaces a file by another one, durably even after a power cut. */
export async function replaceFile(from: string, to: string): Promise<void> {
  await fileSystem().promises.rename(from, to);
  if (process.platform !== 'win32') await withFile(dirname(to), ({ fd }) => flush(fd));
}

/**
 * Creates a file of mode 0600 that is complete, or missing after an error.
 * @throws Error with code EEXIST if it exists
 */
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
 * Creates a folder of mode 0700, with its parents. Node's own `recursive` treats a read-only disk
 * as a missing folder.
 * @returns whether it did not exist
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

/**
 * Handles the error of a missing file by a default value. Any other failure is thrown: if it were
 * treated as a missing file, the next write would destroy the file.
 */
export const valueIfMissing =
  <T>(value: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };

/** Returns whether other accounts can read a file. Windows has no such modes. */
export const isReadableByOthers = ({ mode }: Stats, bits = 0o077): boolean =>
  process.platform !== 'win32' && (mode & bits) !== 0;
