import type { ArrayExpression, ObjectExpression } from '@babel/types';
import type { Span } from '../model/facts.js';
import { commaAfter, javaScript } from './formats/bracketed.js';
import { indentUnit } from './indentation.js';
import { indented, lineEnd, linesAbove, linesBelow, lineStart, margin, splice } from './lines.js';
import { spanOf } from './syntax.js';

/** What stands between two brackets. */
export interface List extends Span {
  items: readonly Span[];
}

export function listOf(node: ArrayExpression | ObjectExpression): List {
  const { start, end } = spanOf(node);
  const items = node.type === 'ArrayExpression' ? node.elements : node.properties;
  return {
    start: start + 1,
    end: end - 1,
    items: items.flatMap((item) => (item ? [spanOf(item)] : [])),
  };
}

/**
 * Puts an item into a list, laid out as its neighbours are.
 * @param item source, indented by two spaces a level
 * @param trailingComma where the list is empty and takes more than a line
 */
export function insertItem(
  text: string,
  list: List,
  item: string,
  { index = list.items.length, trailingComma = true } = {},
): string {
  const previous = list.items[index - 1];
  const next = list.items[index];
  const neighbour = previous ?? next;
  if (!neighbour) return intoEmpty(text, list, item, trailingComma);
  const block = indented(item, ...indentationOf(text, list, neighbour));
  const comma = previous && commaAfter(text, previous.end, next?.start ?? list.end, javaScript);
  const above = comma === undefined ? (previous?.end ?? list.start) : comma + 1;
  if (!endsLine(text, above, list.end)) {
    if (isBroken(text, list, item)) return expanded(text, list, item, index, trailingComma);
    const inline = indented(item, margin(text, neighbour.start), indentUnit(text)).trimStart();
    return next
      ? splice(text, next.start, `${inline}, `)
      : splice(text, neighbour.end, `, ${inline}`);
  }
  if (next !== undefined || comma !== undefined) return linesBelow(text, above, `${block},`);
  return splice(linesBelow(text, above, block), above, ',');
}

/**
 * Whether a list in one line is broken into lines: around an item of several lines, and before the second object of an
 * array. Comments would be lost.
 */
function isBroken(text: string, { start, end, items }: List, item: string): boolean {
  const isArray = text[start - 1] === '[';
  const [only, another] = items;
  const isLone = !another && only?.start === start && only.end === end;
  if (isArray) return isLone && item.startsWith('{');
  const ends = [start, ...items.map((each) => each.end)];
  const starts = [...items.map((each) => each.start), end];
  const between = ends.map((at, index) => text.slice(at, starts[index])).join('');
  return item.includes('\n') && /^[\s,]*$/.test(between);
}

/** Each item on a line of its own. */
function expanded(
  text: string,
  { start, end, items }: List,
  item: string,
  index: number,
  trailingComma: boolean,
): string {
  const unit = indentUnit(text);
  const outer = margin(text, start);
  const inner = outer + unit;
  const lines = items.map((each) => inner + text.slice(each.start, each.end));
  lines.splice(index, 0, indented(item, inner, unit));
  const block = lines.join(',\n') + (trailingComma ? ',' : '');
  return splice(text.slice(0, start) + text.slice(end), start, `\n${block}\n${outer}`);
}

/** Of a line, as we write. */
const WIDTH = 100;

function intoEmpty(text: string, list: List, item: string, trailingComma: boolean): string {
  const unit = indentUnit(text);
  const outer = margin(text, list.end);
  const comma = trailingComma ? ',' : '';
  const block = `${indented(item, outer + unit, unit)}${comma}`;
  const above = text.lastIndexOf('\n', list.end - 1);
  const closesLine = above >= list.start && text.slice(above, list.end).trim() === '';
  if (closesLine) return linesAbove(text, list.end, block);
  const line = text.slice(lineStart(text, list.end), lineEnd(text, list.end));
  const fits = line.length + item.length <= WIDTH && !item.includes('\n');
  const isShort = fits && text[list.start - 1] === '[';
  return splice(text, list.end, isShort ? item : `\n${block}\n${outer}`);
}

/** Nothing but a comment comes after this place on its line, and the list goes on below. */
function endsLine(text: string, offset: number, listEnd: number): boolean {
  const end = lineEnd(text, offset);
  return end < listEnd && /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(text.slice(offset, end));
}

/** What stands before an item, and how deep a level is. */
function indentationOf(text: string, { end }: List, item: Span): [start: string, unit: string] {
  const own = margin(text, item.start);
  const outer = margin(text, end);
  const beginsLine = lineStart(text, item.start) + own.length === item.start;
  const isDeeper = beginsLine && own.startsWith(outer) && own.length > outer.length;
  const unit = isDeeper ? own.slice(outer.length) : indentUnit(text);
  return [beginsLine ? own : outer + unit, unit];
}
