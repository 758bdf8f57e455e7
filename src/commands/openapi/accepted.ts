import { relative, resolve, sep } from 'node:path';
import { relPath, type RelPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import { lockText } from '../../openapi/update/lock.js';
import { newOverlay } from '../../openapi/update/overlay.js';
import { locked } from '../../openapi/update/reconcile.js';
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
  place: { root: string; cwd: string },
): RenderedFile[] {
  const { file, sha256, tools } = imported;
  const added = tools.map(({ key }) => key);
  const document = documentPath(file, place);
  const lock = {
    sha256,
    tools: Object.fromEntries(tools.map((draft) => [draft.key, locked(draft)])),
    others: operationsIn(imported)
      .map(({ key }) => key)
      .filter((key) => !added.includes(key)),
  };
  return [
    {
      path: overlayPath(provider),
      text: newOverlay({ added, ...(document !== undefined && { document }) }),
    },
    { path: lockPath(provider), text: lockText(lock) },
  ];
}

/** Path of a document from the root of the project; undefined for stdin. */
export function documentPath(file: string, { root, cwd }: { root: string; cwd: string }) {
  return file === '-' ? undefined : relative(root, resolve(cwd, file)).split(sep).join('/');
}

/** All operations of a document, whether they can be imported or not. */
export const operationsIn = ({ all }: DocumentOperations): { key: string; id?: string }[] => [
  ...all.tools,
  ...all.skipped.map(({ at: key }) => ({ key })),
];
