import { isAbsolute, relative, resolve, sep } from 'node:path';
import { newOverlay } from '../../edit/overlay.js';
import { inProject } from '../../model/npx.js';
import { type RelPath, relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import { shownUrl } from '../../model/shown-url.js';
import type { ImportOrigin } from '../../model/spec.js';
import { connectionOf } from '../../openapi/update/connection.js';
import { lockText } from '../../openapi/update/lock.js';
import { toLockedTool } from '../../openapi/update/reconcile.js';
import type { ProjectPaths } from '../imported-providers.js';
import { hasPath } from '../input.js';
import type { DocumentOperations, OpenApiImport } from './import.js';

/** Decisions of people, of one provider. */
export const overlayPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/openapi.yaml`);

/** What an import has accepted, of one provider. */
export const lockPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/openapi.lock.json`);

/** The files with which later imports begin. */
export function acceptedFiles(
  imported: OpenApiImport,
  provider: string,
  place: ProjectPaths,
): RenderedFile[] {
  const {
    sha256,
    tools,
    provider: { headers },
  } = imported;
  const added = tools.map(({ key }) => key);
  const { path: document, copy } = documentHome(imported, provider, place);
  const lock = {
    sha256,
    tools: Object.fromEntries(tools.map((draft) => [draft.key, toLockedTool(draft)])),
    others: operationsIn(imported)
      .map(({ key }) => key)
      .filter((key) => !added.includes(key)),
    ...(headers && { headers }),
    api: connectionOf(imported.provider),
  };
  return [
    {
      path: overlayPath(provider),
      text: newOverlay({ added, document }),
    },
    { path: lockPath(provider), text: lockText(lock) },
    ...(copy ? [copy] : []),
  ];
}

/** All operations of a document, whether they can be imported or not. */
export const operationsIn = ({ all }: DocumentOperations): { key: string; id?: string }[] => [
  ...all.tools,
  ...all.skipped.map(({ at: key }) => ({ key })),
];

/** Where later imports read a document; without a path, they need one as argument. */
interface DocumentHome {
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
  { root, repository, cwd, known }: ProjectPaths & { known?: string | undefined },
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
        `The document ${file === '-' ? 'from stdin' : `"${shownUrl(file)}"`} was not copied into the project: ${copy.notMade}. Put it into the repository, and run "${inProject(`import openapi PATH --name ${provider}`)}".`,
      ]
    : [];
