import { wrapped } from '../model/wrap.js';

/** A term and what it means. */
export type Row = readonly [term: string, text: string];

const GAP = 2;
/** A longer term moves its text to the next line. */
const LONGEST_TERM = 26;

/** Rows in two columns; text that does not fit the line goes on below itself. */
export function helpLines(rows: readonly Row[], columns: number, indent = '  '): string[] {
  const fitting = rows.map(([term]) => term.length).filter((length) => length <= LONGEST_TERM);
  const width = Math.max(0, ...fitting);
  const hanging = ' '.repeat(indent.length + (width > 0 ? width + GAP : 0));
  return rows.flatMap(([term, text]) => {
    const [first = '', ...others] = wrapped(
      text.split(' '),
      Math.max(16, columns - hanging.length),
    );
    const head = `${indent}${term}`;
    const below = others.map((line) => hanging + line);
    if (head.length + GAP > hanging.length && term !== '') return [head, hanging + first, ...below];
    return [head.padEnd(hanging.length) + first, ...below];
  });
}
