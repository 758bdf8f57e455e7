import type { Span } from '../../model/facts.js';
import { lineStart } from '../lines.js';
import type { Splice } from './editor.js';
import { beforeLineBreak, indentOf, isBlank, startsLine } from './layout.js';

/** Items between brackets, separated by commas: JSON objects and arrays, YAML flow collections, TOML inline tables. */
export interface Bracketed {
  /** Offset of the opening bracket. */
  open: number;
  /** Offset of the closing bracket. */
  close: number;
  items: readonly Span[];
}

export interface Syntax {
  /** End of the comment at an offset, or the offset where there is none. */
  commentEnd(text: string, offset: number): number;
  /** Whether items may be on lines of their own. */
  multiline: boolean;
}

/** JavaScript, and JSON with comments. */
export const javaScript: Syntax = {
  multiline: true,
  commentEnd(text, offset) {
    const comment = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;
    comment.lastIndex = offset;
    return comment.test(text) ? comment.lastIndex : offset;
  },
};

export interface Item {
  /** For a line of its own, with the indentation of that line. */
  block(indent: string): string;
  inline(): string;
}

export interface Style {
  lineBreak: string;
  /** One level of indentation. */
  unit: string;
}

/** One insertion in front of all items: no other byte changes, and comments stay with their items. */
export function insertItem(
  text: string,
  list: Bracketed,
  item: Item,
  { lineBreak, unit }: Style,
  syntax: Syntax,
): Splice {
  const insertion = (offset: number, inserted: string) => ({
    start: offset,
    end: offset,
    text: inserted,
  });
  const [first] = list.items;
  const outer = indentOf(text, list.open);
  const inner = outer + unit;
  if (first === undefined) {
    const content = text.slice(list.open + 1, list.close);
    if (!syntax.multiline)
      return insertion(list.open + 1, ` ${item.inline()}${content === '' ? ' ' : ''}`);
    if (content.includes('\n'))
      return insertion(afterOpening(text, list, syntax), lineBreak + inner + item.block(inner));
    if (!isBlank(content)) return insertion(list.open + 1, item.inline());
    return insertion(list.open + 1, lineBreak + inner + item.block(inner) + lineBreak + outer);
  }
  const gap = text.slice(list.open + 1, first.start);
  if (!syntax.multiline || !gap.includes('\n')) return insertion(first.start, `${item.inline()}, `);
  const indent = startsLine(text, first.start) ? indentOf(text, first.start) : inner;
  return insertion(afterOpening(text, list, syntax), `${lineBreak}${indent}${item.block(indent)},`);
}

/** Behind the opening bracket and the comments that end on its line. */
function afterOpening(text: string, list: Bracketed, syntax: Syntax): number {
  let position = list.open + 1;
  for (let offset = position; ;) {
    while (text[offset] === ' ' || text[offset] === '\t') offset++;
    if (text[offset] === '\n' || text[offset] === '\r') return position;
    const end = syntax.commentEnd(text, offset);
    if (end === offset || text.slice(offset, end).includes('\n')) return list.open + 1;
    offset = position = end;
  }
}

/** The inverse of `insertItem`; comments outside the item stay. */
export function removeItem(text: string, list: Bracketed, index: number, syntax: Syntax): Splice[] {
  const item = list.items[index];
  if (item === undefined) return [];
  const comma = commaAfter(text, item.end, list.close, syntax);
  if (comma !== undefined) return [...cutWithComma(text, list, item, comma)];
  const ownLine = hasOwnLine(text, list, item);
  const from = ownLine ? beforeLineBreak(text, lineStart(text, item.start)) : item.start;
  const previous = list.items[index - 1];
  if (previous !== undefined) {
    const before = commaAfter(text, previous.end, list.close, syntax) ?? item.start;
    if (isBlank(text.slice(before + 1, item.start))) return [cut(before, item.end)];
    return [cut(before, before + 1), cut(from, item.end)];
  }
  const isOnly =
    isBlank(text.slice(list.open + 1, item.start)) && isBlank(text.slice(item.end, list.close));
  return [isOnly ? cut(list.open + 1, list.close) : cut(from, item.end)];
}

function cutWithComma(text: string, list: Bracketed, { start, end }: Span, comma: number) {
  const after = comma + 1;
  // A comment in front of the comma stays.
  if (!isBlank(text.slice(end, comma))) return [cut(comma, after), cut(start, end)];
  const endsLine = /^[ \t]*(\r?\n|$)/.test(text.slice(after, list.close + 1));
  if (hasOwnLine(text, list, { start, end }) && endsLine)
    return [cut(beforeLineBreak(text, lineStart(text, start)), after)];
  return [cut(start, text[after] === ' ' ? after + 1 : after)];
}

const cut = (start: number, end: number): Splice => ({ start, end, text: '' });

const hasOwnLine = (text: string, list: Bracketed, { start }: Span) =>
  startsLine(text, start) && lineStart(text, start) > list.open;

/** Offset of the comma that follows an item; undefined where there is none before `to`. */
export function commaAfter(
  text: string,
  from: number,
  to: number,
  syntax: Syntax,
): number | undefined {
  for (let offset = from; offset < to;) {
    if (text[offset] === ',') return offset;
    const end = syntax.commentEnd(text, offset);
    offset = end > offset ? end : offset + 1;
  }
  return undefined;
}
