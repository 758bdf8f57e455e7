import { array, type Code, object } from './code.js';
import { printCode } from './layout.js';

/** Returns a JSON document, formatted as Prettier formats it. */
export const jsonDocument = (value: unknown): string =>
  // A line end after a comma is never in a text, where it is escaped.
  `${printCode(documentCode(value), '', 0).replace(/,(?=\n *[}\]])/g, '')}\n`;

function documentCode(value: unknown): Code {
  if (Array.isArray(value)) return array(value.map(documentCode));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return object(
    Object.entries(value).map(([key, item]) => ({
      left: `${JSON.stringify(key)}:`,
      right: documentCode(item),
    })),
  );
}
