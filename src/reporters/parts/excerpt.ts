import type { Region } from '../../model/finding.js';
import { textWidth } from '../../model/text-width.js';
import { visible } from './visible.js';

export interface Excerpt {
  line: string;
  /** Blanks, then a mark below each column of the region. */
  marks: string;
}

/** Columns left in sight before the region where its line is cut. */
const LEAD = 20;

/** Characters further off than this are out of sight in any terminal; a line may have millions. */
const FAR = 1_000;

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The line a region begins in, cut to so many columns; undefined where there is nothing to see. */
export function excerpt(
  lines: readonly string[],
  region: Region,
  columns: number,
): Excerpt | undefined {
  const source = lines[region.startLine - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const start = region.startColumn - 1;
  const stop = region.endLine === region.startLine ? region.endColumn - 1 : source.length;
  const end = Math.min(Math.max(stop, start), start + FAR);
  const indent = /^\s*/.exec(source)?.[0].length ?? 0;
  const whole = source.slice(Math.max(Math.min(indent, start), start - FAR), start);
  const before = textWidth(visible(whole)) > columns / 2 ? ending(whole) : visible(whole);
  const marked = visible(source.slice(start, end));
  const line = cut(before + marked + visible(source.slice(end, end + FAR)), columns);
  const room = Math.max(1, textWidth(line) - textWidth(before));
  const marks = ' '.repeat(textWidth(before)) + '^'.repeat(Math.min(room, textWidth(marked) || 1));
  return { line, marks };
}

function ending(text: string): string {
  let kept = '';
  for (const character of Array.from(text, visible).reverse()) {
    if (textWidth(kept) + textWidth(character) > LEAD) break;
    kept = character + kept;
  }
  return `…${kept}`;
}

function cut(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept) + textWidth(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
