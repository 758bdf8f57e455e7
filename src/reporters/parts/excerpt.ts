import type { Region } from '../../model/finding.js';
import { textWidth } from '../../model/text-width.js';
import { visible } from './visible.js';

export interface Excerpt {
  line: string;
  /** Blanks, then a mark below each column of the region. */
  marks: string;
  /** The line does not begin at its indentation. */
  cut: boolean;
}

/** Columns left in sight before the region where its line is cut. */
const LEAD = 20;

/** Characters further off than this are out of sight in any terminal; a line may have millions. */
const FAR = 1_000;

/** Code units of a column: more are marks on one character without end. */
const LONGEST = 8;

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The line a region begins in, without so much indentation and cut to so many columns; undefined for blank lines. */
export function excerpt(
  lines: readonly string[],
  region: Region,
  columns: number,
  indent = Infinity,
): Excerpt | undefined {
  const source = lines[region.startLine - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const start = region.startColumn - 1;
  const stop = region.endLine === region.startLine ? region.endColumn - 1 : source.length;
  const end = Math.min(Math.max(stop, start), start + FAR);
  const own = Math.min(/^\s*/.exec(source)?.[0].length ?? 0, indent);
  const from = Math.min(own, start);
  const whole = source.slice(Math.max(from, start - FAR), start);
  const isFar = textWidth(visible(whole)) > columns / 2;
  const before = isFar ? ending(whole) : visible(whole);
  const marked = visible(source.slice(start, end));
  const line = cut(before + marked + visible(source.slice(end, end + FAR)), columns);
  const room = Math.max(1, textWidth(line) - textWidth(before));
  const marks = ' '.repeat(textWidth(before)) + '^'.repeat(Math.min(room, textWidth(marked) || 1));
  return { line, marks, cut: isFar };
}

function ending(text: string): string {
  let kept = '';
  for (const character of Array.from(text.slice(-LEAD * LONGEST), visible).reverse()) {
    if (textWidth(kept) + textWidth(character) > LEAD) break;
    kept = character + kept;
  }
  return `…${kept}`;
}

/** A line, cut to so many columns. */
export const shortened = (line: string, columns: number): string =>
  cut(visible(line.slice(0, FAR)), columns);

function cut(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept) + textWidth(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
