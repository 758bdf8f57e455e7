import type { Region } from '../../model/finding.js';
import type { Paint } from '../../model/ui.js';
import { excerpt, shortened } from './excerpt.js';

/** Lines of a region that are shown; of more, the first ones. */
const MOST = 6;

/**
 * The lines of a region with their numbers, marks below its first line, and the line before and after it; empty where
 * there is nothing to show.
 */
export function frame(
  lines: readonly string[],
  region: Region,
  columns: number,
  paint: Paint,
): string[] {
  const { startLine: first } = region;
  const end =
    region.endColumn === 1 && region.endLine > first ? region.endLine - 1 : region.endLine;
  const last = Math.min(end, first + MOST - 1);
  const width = String(last + 1).length;
  const room = columns - width - 5;
  const around = [first - 1, ...numbers(first + 1, last), last + 1].filter((number) =>
    isShown(lines, number),
  );
  const indent = Math.min(...[first, ...around].map((number) => indentOf(lines[number - 1] ?? '')));
  const found = excerpt(lines, region, room, indent);
  if (!found) return [];
  const shown = (number: number, text: string) => {
    const isMarked = number >= first && number <= last;
    const head = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    return `${isMarked ? paint.red(head) : paint.dim(head)} ${text}`.trimEnd();
  };
  const other = (number: number) =>
    shown(number, shortened((lines[number - 1] ?? '').slice(indent), room));
  // Beside a line whose beginning is cut, other lines would show other columns.
  const beside = found.cut ? [] : around;
  return [
    ...beside.filter((number) => number < first).map(other),
    shown(first, found.line),
    `${paint.dim(`  ${' '.repeat(width)} |`)} ${paint.red(found.marks)}`,
    ...beside.filter((number) => number > first).map(other),
  ];
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** A text's end is no line of its own. */
const isShown = (lines: readonly string[], number: number) =>
  number >= 1 && number <= lines.length && !(number === lines.length && lines[number - 1] === '');

const indentOf = (line: string) =>
  line.trim() === '' ? Infinity : (/^\s*/.exec(line)?.[0].length ?? 0);
