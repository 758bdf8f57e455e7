import { relPath, type RelPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import { lockText } from '../../openapi/update/lock.js';
import { newOverlay } from '../../openapi/update/overlay.js';
import { locked } from '../../openapi/update/reconcile.js';
import type { Place } from '../import/providers.js';
import { documentHome } from './document-home.js';
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
  place: Place,
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
    tools: Object.fromEntries(tools.map((draft) => [draft.key, locked(draft)])),
    others: operationsIn(imported)
      .map(({ key }) => key)
      .filter((key) => !added.includes(key)),
    ...(headers && { headers }),
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
