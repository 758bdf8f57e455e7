import type { Stats } from 'node:fs';

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
