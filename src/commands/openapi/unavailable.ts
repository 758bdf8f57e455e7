import type { UnavailablePlace } from '../../edit/unavailable.js';
import { addUnavailable, removeUnavailable } from '../../edit/unavailable.js';
import type { Provider } from '../../model/project.js';
import type { Review } from '../../openapi/update/reconcile.js';
import { printers } from '../../render/printers.js';
import { partNamed } from '../grow/definitions.js';
import type { Insertion } from '../grow/insertions.js';
import { testPath } from '../grow/test-cases.js';

/** Changes of tools that have no operation any more, or have one again. Handlers stay as they are. */
export interface Availability {
  insertions: Insertion[];
  /** By method and path: why calls of the tool fail. */
  reasons: ReadonlyMap<string, string>;
  /** Tools whose definitions were not found. */
  missing: { key: string; name: string }[];
}

/**
 * Makes tools without an operation unavailable, once: people can make them available again.
 * @param accepted reasons of earlier imports, by method and path
 */
export function availability(
  provider: Provider,
  { removed, restored }: Pick<Review, 'removed' | 'restored'>,
  accepted: (key: string) => string | undefined,
): Availability {
  const insertions: Insertion[] = [];
  const reasons = new Map<string, string>();
  const missing: Availability['missing'] = [];
  for (const { key, name, isGone, isKept } of removed) {
    if (!isGone) continue;
    const known = accepted(key);
    if (known !== undefined) reasons.set(key, known);
    if (known !== undefined || isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path === undefined) {
      missing.push({ key, name });
      continue;
    }
    const reason = `The API does not have this operation any more: ${key}.`;
    reasons.set(key, reason);
    insertions.push(...edits(provider, { path, name, reason }, addUnavailable));
  }
  for (const { name, reason, isKept } of restored) {
    if (isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path !== undefined)
      insertions.push(...edits(provider, { path, name, reason }, removeUnavailable));
  }
  return { insertions, reasons, missing };
}

/** In the definition of a tool, and in its test cases where it has some. */
function edits(
  provider: Provider,
  { path, name: tool, reason }: { path: string; name: string; reason: string },
  change: (text: string, place: UnavailablePlace, value: string) => string | undefined,
): Insertion[] {
  const test = testPath(provider);
  const places: { path: string; place: UnavailablePlace; value: string }[] = [
    { path, place: { tool }, value: printers.str(reason) },
    ...(provider.project.text(test)
      ? [{ path: test, place: { tool, testsOf: provider.name }, value: 'true' }]
      : []),
  ];
  return places.map(({ place, value, ...file }) => ({
    ...file,
    where: `in the tool "${tool}"`,
    lines: `unavailable: ${value}`,
    edit: (text) => change(text, place, value) ?? text,
  }));
}
