import {
  addUnavailable,
  removeUnavailable,
  type UnavailablePlace,
} from '../../edit/unavailable.js';
import type { Insertion } from '../../extend/addition.js';
import type { Provider } from '../../model/project.js';
import type { Review } from '../../openapi/update/reconcile.js';
import { partNamed, testPath } from '../../project/provider-parts.js';
import { printers } from '../../render/printers.js';

/** Changes of tools that no longer have an operation, or have one again. Their functions stay as they are. */
interface AvailabilityChanges {
  insertions: Insertion[];
  /** Reasons why calls of a tool fail, by method and path. */
  reasons: ReadonlyMap<string, string>;
  /** Tools whose definitions were not found. */
  missing: { key: string; name: string }[];
}

/**
 * Makes tools without an operation unavailable, only once, because the author can make them available
 * again.
 * @param reasonOfImport reasons of earlier imports, by method and path
 */
export function availabilityChanges(
  provider: Provider,
  { removed: removedTools, restored }: Pick<Review, 'removed' | 'restored'>,
  reasonOfImport: (key: string) => string | undefined,
): AvailabilityChanges {
  const insertions: Insertion[] = [];
  const reasons = new Map<string, string>();
  const missingTools: AvailabilityChanges['missing'] = [];
  for (const { key, name, isGone, isKept } of removedTools) {
    if (!isGone) continue;
    const acceptedReason = reasonOfImport(key);
    if (acceptedReason !== undefined) reasons.set(key, acceptedReason);
    if (acceptedReason !== undefined || isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path === undefined) {
      missingTools.push({ key, name });
      continue;
    }
    const reason = `The API does not have this operation any more: ${key}.`;
    reasons.set(key, reason);
    insertions.push(...availabilityEdits(provider, { path, name, reason }, addUnavailable));
  }
  for (const { name, reason, isKept } of restored) {
    if (isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path !== undefined)
      insertions.push(...availabilityEdits(provider, { path, name, reason }, removeUnavailable));
  }
  return { insertions, reasons, missing: missingTools };
}

/** Returns the edits of a tool's definition, and of its test cases if it has some. */
function availabilityEdits(
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
