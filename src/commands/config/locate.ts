import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import {
  brokenLink,
  fileNotAFile,
  fileNotReplaceable,
  fileOutside,
} from '../../model/errors/client.js';
import type { HostFiles } from '../../model/host.js';
import { type RelPath, relPath } from '../../model/path.js';
import type { ClientFile } from './places.js';

/** Where a file really is: in the nearest directory that exists, which no link is part of. */
export interface RealPlace {
  /** Absolute. */
  root: string;
  /** From there. */
  path: RelPath;
}

/**
 * Follows links as far as they stay below the file's base. The folders that are there may have any name.
 * @throws CliError `client/outside`, `client/broken-link`, `client/not-a-file`, `client/not-replaceable`
 */
export async function locate(files: HostFiles, { path, base }: ClientFile): Promise<RealPlace> {
  const there = await nearest(files, path);
  const isLink = (await files.kind(there)) === 'link';
  const followed = await files.realPath(there).catch((error: unknown) => {
    throw isLink ? brokenLink(there) : error;
  });
  const real = join(followed, relative(there, path));
  const inside = relative(await files.realPath(base), real);
  if (inside.split(sep)[0] === '..' || isAbsolute(inside)) throw fileOutside(path, base);
  const kind = await files.kind(real);
  if (kind !== null && kind !== 'file') throw fileNotAFile(path);
  const obstacle = await files.obstacle(real);
  if (obstacle) throw fileNotReplaceable(path, obstacle);
  const root = await nearest(files, dirname(real));
  return { root, path: relPath(relative(root, real).split(sep).join('/')) };
}

/** The path, or the nearest one above it that exists. */
async function nearest(files: HostFiles, path: string): Promise<string> {
  const isThere = (await files.kind(path)) !== null || dirname(path) === path;
  return isThere ? path : nearest(files, dirname(path));
}
