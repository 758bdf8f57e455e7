import { exprDoc } from './expression-layout.js';
import type { Entry } from './expression.js';
import { jsonExpr } from './expression.js';
import { settle } from './layout.js';

/**
 * `export const constant = registrar({ … });`, one entry a line.
 * @param lastMember source of a method that closes the list
 */
export function declaration(
  constant: string,
  registrar: string,
  entries: readonly Entry[],
  lastMember = '',
): string {
  const start = `export const ${constant} = `;
  const object = { kind: 'object', entries, expanded: true } as const;
  const expr = { kind: 'call', name: registrar, args: [object] } as const;
  const call = settle((kept) => exprDoc(expr, kept), start);
  return `${start}${call.slice(0, -'})'.length)}${lastMember}});\n`;
}

/** Entries for the texts that are there. */
export const textEntries = (texts: Record<string, string | undefined>): Entry[] =>
  Object.entries(texts)
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => ({ key, value: jsonExpr(text) }));
