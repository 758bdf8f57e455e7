import { isAbsolute, relative, resolve, sep } from 'node:path';
import { npx } from '../../model/npx.js';
import { relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import { shownUrl } from '../../model/shown-url.js';
import type { ImportOrigin } from '../../model/spec.js';
import { hasPath } from '../create/input.js';
import type { Place } from '../import/providers.js';
import type { DocumentOperations } from './import.js';

/** Where later imports read a document; without a path, they need one as argument. */
export interface DocumentHome {
  /** From the root of the project. */
  path?: string;
  /** The document itself, where clones of the repository would not have it otherwise. */
  copy?: RenderedFile;
}

type Source = Pick<DocumentOperations, 'file' | 'copy'>;

/**
 * A document in the repository stays where it is, and so does one whose path people have written in the overlay. Others are
 * copied to the provider.
 */
export function documentHome(
  { file, copy }: Source,
  provider: string,
  { root, repository, cwd, known }: Place & { known?: string | undefined },
): DocumentHome {
  const from = (directory: string) => relative(directory, resolve(cwd, file));
  if (hasPath(file) && known !== undefined && from(resolve(root, known)) === '')
    return { path: known };
  if (hasPath(file) && isBelow(from(repository))) return { path: from(root).split(sep).join('/') };
  if (!hasPath(file) && known !== undefined && !isCopy(known, provider)) return { path: known };
  if ('notMade' in copy) return {};
  const [json, yaml] = COPIES;
  const path = relPath(`src/providers/${provider}/${/^\s*\{/.test(copy.text) ? json : yaml}`);
  return { path, copy: { path, text: copy.text } };
}

const COPIES = ['json', 'yaml'].map((extension) => `openapi.source.${extension}`);

/** Whether a path is that of the copy of a provider. */
export const isCopy = (path: string, provider: string): boolean =>
  COPIES.some((name) => path === `src/providers/${provider}/${name}`);

const isBelow = (path: string) => !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);

/** @param path from the root of the project */
export const originOf = (path: string | undefined, provider: string): ImportOrigin => ({
  kind: 'document',
  ...(path !== undefined && { path, isCopy: isCopy(path, provider) }),
});

/** About a document that clones of the repository do not have. */
export const homeWarnings = (
  { file, copy }: Source,
  provider: string,
  { path }: DocumentHome,
): string[] =>
  path === undefined && 'notMade' in copy
    ? [
        `The document ${file === '-' ? 'from stdin' : `"${shownUrl(file)}"`} was not copied into the project: ${copy.notMade}. Put it into the repository, and run "${npx(`import openapi PATH --name ${provider}`)}".`,
      ]
    : [];
