import type { View } from '../ui.js';
import { cutToWidth, textWidth } from './text-width.js';

export const oneLine = (text: string | null | undefined) =>
  (text ?? '').replace(/\s+/g, ' ').trim();

/** Returns a text on one line, cut to a maximum number of characters. */
export function cutToLength(text: string, maxLength: number): string {
  const line = oneLine(text);
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

const GAP = '  ';
/** Largest share of a line for a column that is not the last. */
const MAX_SHARE = 0.3;

/** Returns indented rows of a kind and three cells; text that is too wide for the view ends with "…". */
export function tableLines(
  rows: readonly (readonly string[])[],
  { columns, paint }: View,
): string[] {
  // A longer cell moves the following cells of its own row only.
  const longest = Math.floor(columns * MAX_SHARE);
  const widths = [0, 1, 2].map((column) =>
    Math.min(longest, Math.max(...rows.map((row) => textWidth(row[column] ?? '')))),
  );
  return rows.map((row) => {
    const [kind = '', ...cells] = row.map(oneLine);
    const paddedCells = [kind, ...cells].map((cell, column) => pad(cell, widths[column] ?? 0));
    const line = cutToWidth(GAP + paddedCells.join(GAP), columns).trimEnd();
    const head = GAP + pad(kind, widths[0] ?? 0);
    return paint.dim(line.slice(0, head.length)) + line.slice(head.length);
  });
}

const pad = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));
