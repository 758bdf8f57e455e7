import { printers } from '../../src/render/printers.js';

/** Table with escaped cells; empty without rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : printers.mdTable(
        [...head],
        rows.map((row) => [...row]),
      );

export const code = (text: string): string => `\`${text}\``;

export const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

export const page = (title: string, ...parts: readonly string[]): string =>
  [`# ${title}`, ...parts].filter((part) => part !== '').join('\n\n') + '\n';

export const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${title}`, ...parts].filter((part) => part !== '').join('\n\n');
