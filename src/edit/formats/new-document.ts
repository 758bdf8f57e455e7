import type { Format } from '../../model/client.js';
import type { JsonObject } from '../../model/json.js';
import { printJson } from './json/print.js';
import { pairText } from './toml/print.js';
import { pairLines } from './yaml/print.js';

/** A file that holds nothing, for programs that read it. */
export const emptyDocument = (format: Format): string => (format.startsWith('json') ? '{}\n' : '');

/** A file with these members; an empty one where there are none. */
export function newDocument(format: Format, members: JsonObject): string {
  const all = Object.entries(members);
  if (all.length === 0) return '';
  switch (format) {
    case 'json':
    case 'jsonc':
      return `${printJson(members, '  ')}\n`;
    case 'yaml':
      return all.map(([key, value]) => `${pairLines(key, value, '').join('\n')}\n`).join('');
    case 'toml':
      return all.map(([key, value]) => `${pairText(key, value)}\n`).join('');
  }
}
