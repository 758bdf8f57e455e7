import { dirname, join, relative, sep } from 'node:path';
import { CliError } from '../../model/errors/cli-error.js';
import { fileNotAFile, fileNotReplaceable, fileOutside } from '../../model/errors/client.js';
import type { HostFiles } from '../../model/host.js';
import { type RelPath, relPath } from '../../model/path.js';
import { realLocation } from '../../plan/location.js';
import type { ClientFile } from './places.js';

/** Where a file really is: in the nearest directory that exists, which no link is part of. */
export interface RealPlace {
  /** Absolute. */
  root: string;
  /** From there. */
  path: RelPath;
}

/**
 * Follows links as far as they stay below the file's base.
 * @throws CliError `client/outside`, `client/not-a-file`, `client/not-replaceable`
 */
export async function locate(files: HostFiles, { path, base }: ClientFile): Promise<RealPlace> {
  const below = relPath(relative(base, path).split(sep).join('/'));
  const inBase = await realLocation(files, base, below).catch((error: unknown) => {
    throw error instanceof CliError && error.code === 'path/unsafe'
      ? fileOutside(path, base)
      : error;
  });
  const real = join(await files.realPath(base), inBase);
  const kind = await files.kind(real);
  if (kind !== null && kind !== 'file') throw fileNotAFile(path);
  const obstacle = await files.obstacle(real);
  if (obstacle) throw fileNotReplaceable(path, obstacle);
  let root = dirname(real);
  while ((await files.kind(root)) === null) root = dirname(root);
  return { root, path: relPath(relative(root, real).split(sep).join('/')) };
}
