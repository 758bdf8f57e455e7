import type { Region } from '../../model/finding.js';
import { columnsOf, visible } from './visible.js';

export interface Excerpt {
  line: string;
  /** Blanks, then a mark below each column of the region. */
  marks: string;
}

/** What is left in sight before the region where its line is cut. */
const LEAD = 20;

/** The line a region begins in, cut to so many columns; undefined where there is nothing to see. */
export function excerpt(text: string, region: Region, columns: number): Excerpt | undefined {
  const source = text.split(/\r\n|\n|\r/)[region.startLine - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const start = region.startColumn - 1;
  const end = region.endLine === region.startLine ? region.endColumn - 1 : source.length;
  const indent = /^\s*/.exec(source)?.[0].length ?? 0;
  const from = Math.min(indent, start);
  const first = columnsOf(visible(source.slice(from, start))) > columns / 2 ? start - LEAD : from;
  const before = (first > from ? '…' : '') + visible(source.slice(first, start));
  const marked = visible(source.slice(start, Math.max(end, start)));
  const line = cut(before + marked + visible(source.slice(Math.max(end, start))), columns);
  const room = Math.max(1, columnsOf(line) - columnsOf(before));
  const marks = ' '.repeat(columnsOf(before)) + '^'.repeat(Math.min(room, columnsOf(marked) || 1));
  return { line, marks };
}

function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept) + columnsOf(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
