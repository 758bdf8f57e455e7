import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** Undefined on Windows, which `|` takes for 0. Without O_NONBLOCK, a pipe would wait for its other end. */
const READ = constants.O_RDONLY | constants.O_NONBLOCK;

/** Opens a file to read it, uses it and closes it. Whether it is an ordinary one, its `stat` tells: a pipe has no content. */
export async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, READ);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** A missing file has this value; any other failure taken for a missing file would let the next write destroy it. */
export const whereMissing =
  <T>(value: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Windows has no such modes. */
export const isReadableByOthers = ({ mode }: Stats, bits = 0o077): boolean =>
  process.platform !== 'win32' && (mode & bits) !== 0;
