import { isAbsolute, relative, resolve, sep } from 'node:path';
import { newOverlay } from '../../edit/edit-overlay.js';
import { cliCommand } from '../../model/npx.js';
import { type RelPath, relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import { shownUrl } from '../../model/shown-url.js';
import type { ImportOrigin } from '../../model/spec.js';
import { connectionOf } from '../../openapi/update/connection.js';
import { documentLockText } from '../../openapi/update/document-lock.js';
import { toLockedTool } from '../../openapi/update/reconcile.js';
import type { ProjectPaths } from '../imported-providers.js';
import { hasPath } from '../read-input.js';
import type { DocumentOperations, OpenApiImport } from './import.js';

/** Returns the path of the overlay, which contains the author's decisions about one provider. */
export const overlayPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/openapi.yaml`);

/** Returns the path of the lock, which records what an import of one provider has accepted. */
export const documentLockPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/openapi.lock.json`);

/** Returns the files from which later imports start. */
export function acceptedFiles(
  importedDocument: OpenApiImport,
  provider: string,
  place: ProjectPaths,
): RenderedFile[] {
  const {
    sha256,
    tools,
    provider: { headers },
  } = importedDocument;
  const addedKeys = tools.map(({ key }) => key);
  const { path: document, copy } = documentHome(importedDocument, provider, place);
  const lock = {
    sha256,
    tools: Object.fromEntries(tools.map((draft) => [draft.key, toLockedTool(draft)])),
    others: operationsIn(importedDocument)
      .map(({ key }) => key)
      .filter((key) => !addedKeys.includes(key)),
    ...(headers && { headers }),
    api: connectionOf(importedDocument.provider),
  };
  return [
    {
      path: overlayPath(provider),
      text: newOverlay({ addedKeys, document }),
    },
    { path: documentLockPath(provider), text: documentLockText(lock) },
    ...(copy ? [copy] : []),
  ];
}

/** Returns all operations of a document, including those that cannot be imported. */
export const operationsIn = ({
  allOperations,
}: DocumentOperations): { key: string; id?: string }[] => [
  ...allOperations.tools,
  ...allOperations.skipped.map(({ operation: key }) => ({ key })),
];

/** The place from which later imports read a document; without a path, they need it as an argument. */
interface DocumentHome {
  /** Path relative to the root of the project. */
  path?: string;
  /** Copy of the document, if clones of the repository would not contain it otherwise. */
  copy?: RenderedFile;
}

type DocumentSource = Pick<DocumentOperations, 'file' | 'copy'>;

/**
 * Returns the place of a document. It stays where it is if it is in the repository, or if the
 * author has written its path in the overlay; otherwise it is copied to the provider.
 */
export function documentHome(
  { file, copy }: DocumentSource,
  provider: string,
  { root, repository, cwd, known: overlayPath }: ProjectPaths & { known?: string | undefined },
): DocumentHome {
  const pathFrom = (directory: string) => relative(directory, resolve(cwd, file));
  if (hasPath(file) && overlayPath !== undefined && pathFrom(resolve(root, overlayPath)) === '')
    return { path: overlayPath };
  if (hasPath(file) && isBelow(pathFrom(repository)))
    return { path: pathFrom(root).split(sep).join('/') };
  if (!hasPath(file) && overlayPath !== undefined && !isCopy(overlayPath, provider))
    return { path: overlayPath };
  if ('notMade' in copy) return {};
  const [json, yaml] = COPIES;
  const path = relPath(`src/providers/${provider}/${/^\s*\{/.test(copy.text) ? json : yaml}`);
  return { path, copy: { path, text: copy.text } };
}

const COPIES = ['json', 'yaml'].map((extension) => `openapi.source.${extension}`);

/** Returns whether a path is that of a provider's copy of its document. */
export const isCopy = (path: string, provider: string): boolean =>
  COPIES.some((name) => path === `src/providers/${provider}/${name}`);

const isBelow = (path: string) => !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);

/** @param path relative to the root of the project */
export const documentOrigin = (
  path: string | undefined,
  provider: string,
): Extract<ImportOrigin, { kind: 'document' }> => ({
  kind: 'document',
  ...(path !== undefined && { path, isCopy: isCopy(path, provider) }),
});

/** Returns a sentence about a document that clones of the repository do not contain. */
export const homeWarnings = (
  { file, copy }: DocumentSource,
  provider: string,
  { path }: DocumentHome,
): string[] =>
  path === undefined && 'notMade' in copy
    ? [
        `The document ${file === '-' ? 'from stdin' : `"${shownUrl(file)}"`} was not copied into the project: ${copy.notMade}. Put it into the repository, and run "${cliCommand(`import openapi PATH --name ${provider}`)}".`,
      ]
    : [];
