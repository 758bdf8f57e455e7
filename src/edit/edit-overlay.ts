import { Document, Scalar } from 'yaml';
import { pageUrl } from '../model/documentation.js';
import { valueAt } from '../model/json.js';
import { withNode, withRenamedKey, yaml } from './formats/yaml.js';

interface OverlayChanges {
  /** Path of the document; absent if the overlay has none. */
  document?: string | undefined;
  /** Operations that are now tools. */
  addedKeys: readonly string[];
  /** Operations with another method or path. */
  movedKeys: readonly { from: string; to: string }[];
}

/**
 * Returns the text of an overlay with changes; every other byte stays.
 * @throws EditRefusedError if an alias would change, too
 */
export function editOverlay(
  text: string,
  { document, addedKeys, movedKeys }: OverlayChanges,
): string {
  const currentOverlay = yaml.parse(text);
  let changedText = text;
  if (document === undefined) changedText = yaml.remove(changedText, ['document']);
  else if (valueAt(currentOverlay, ['document']) !== document)
    changedText = withNode(changedText, ['document'], plainScalar(document));
  for (const { from, to } of movedKeys)
    // An existing decision for the new path has precedence.
    if (valueAt(currentOverlay, ['operations', to]) === undefined)
      changedText = withRenamedKey(changedText, ['operations', from], plainScalar(to));
  const renamedOverlay = movedKeys.length > 0 ? yaml.parse(changedText) : currentOverlay;
  for (const key of new Set(addedKeys))
    if (valueAt(renamedOverlay, ['operations', key, 'enabled']) !== true)
      changedText = withNode(changedText, ['operations', key, 'enabled'], new Scalar(true));
  return changedText;
}

function plainScalar(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.PLAIN;
  return scalar;
}

const HEAD = `# Tools of an OpenAPI document, and your changes to them: see
# ${pageUrl('openapi.md')}
# "mcp-provider import openapi" reads this file. It adds operations that you select, and changes nothing else here.
`;

/**
 * Returns the text of a new overlay, written at once: single edits would parse a document of 1,000
 * operations 1,000 times.
 */
export function newOverlay({ document, addedKeys }: Omit<OverlayChanges, 'movedKeys'>): string {
  const operations = Object.fromEntries(addedKeys.map((key) => [key, { enabled: true }]));
  const overlay = {
    ...(document !== undefined && { document: plainScalar(document) }),
    ...(addedKeys.length > 0 && { operations }),
  };
  const isEmpty = Object.keys(overlay).length === 0;
  return isEmpty ? HEAD : HEAD + new Document(overlay).toString({ lineWidth: 0 });
}
