import { Document, Scalar } from 'yaml';
import { pageUrl } from '../model/documentation.js';
import { valueAt } from '../model/json.js';
import { withKey, withNode, yaml } from './formats/yaml.js';

/** What an import changes in an overlay. */
export interface OverlayChanges {
  /** Absent: the overlay has none. */
  document?: string | undefined;
  /** Operations that are tools now. */
  added: readonly string[];
  /** Operations with another method or path. */
  moved: readonly { from: string; to: string }[];
}

/** The text of an overlay with changes; every other byte stays. @throws Refusal where an alias would change with it */
export function changedOverlay(text: string, { document, added, moved }: OverlayChanges): string {
  const before = yaml.parse(text);
  let changed = text;
  if (document === undefined) changed = yaml.remove(changed, ['document']);
  else if (valueAt(before, ['document']) !== document)
    changed = withNode(changed, ['document'], plain(document));
  for (const { from, to } of moved)
    // A decision for the new path that is there already counts.
    if (valueAt(before, ['operations', to]) === undefined)
      changed = withKey(changed, ['operations', from], plain(to));
  const renamed = moved.length > 0 ? yaml.parse(changed) : before;
  for (const key of new Set(added))
    if (valueAt(renamed, ['operations', key, 'enabled']) !== true)
      changed = withNode(changed, ['operations', key, 'enabled'], new Scalar(true));
  return changed;
}

function plain(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.PLAIN;
  return scalar;
}

const HEAD = `# Tools of an OpenAPI document, and your changes to them: see
# ${pageUrl('openapi.md')}
# "mcp-provider import openapi" reads this file. It adds operations that you select, and changes nothing else here.
`;

/** Printed at once: edits one by one would read a document of 1,000 operations 1,000 times. */
export function newOverlay({ document, added }: Omit<OverlayChanges, 'moved'>): string {
  const operations = Object.fromEntries(added.map((key) => [key, { enabled: true }]));
  const overlay = {
    ...(document !== undefined && { document: plain(document) }),
    ...(added.length > 0 && { operations }),
  };
  const isEmpty = Object.keys(overlay).length === 0;
  return isEmpty ? HEAD : HEAD + new Document(overlay).toString({ lineWidth: 0 });
}
