import type { Json, JsonPath } from '../../../model/json.js';
import { lineEnd, lineStart } from '../../lines.js';
import { insertItem, removeItem, type Syntax } from '../bracketed.js';
import type { Editor, Splice } from '../editor.js';
import { cutLines, isBlank, lineBreakOf, nextLine, startsLine } from '../layout.js';
import { Refusal } from '../refusal.js';
import { flowText, itemLines, keyText, pairLines } from './print.js';
import { replaceValue } from './replace.js';
import {
  alias,
  documentOf,
  endOf,
  isMap,
  isScalar,
  isSeq,
  keyEnd,
  listOf,
  nodeAt,
  startOf,
  type YAMLMap,
  type YAMLSeq,
} from './tree.js';

const syntax: Syntax = {
  multiline: false,
  commentEnd: (text, offset) =>
    text[offset] === '#' && /[ \t\r\n]/.test(text[offset - 1] ?? ' ')
      ? lineEnd(text, offset)
      : offset,
};

/** Enough for people; an alias bomb needs more. */
const MOST_ALIASES = 100;

/** Block collections get whole lines, flow collections get an item. */
export const yamlEditor: Editor = {
  parse: (text) => (documentOf(text)?.toJS({ maxAliasCount: MOST_ALIASES }) ?? null) as Json,

  insert(text, path, key, value) {
    const node = nodeAt(text, path);
    if (node === null || (path.length === 0 && isScalar(node) && node.value === null))
      return [atEnd(text, '', key ?? '', value)];
    if (isScalar(node) && node.value === null)
      return replaceValue(text, path, key === null ? [value] : { [key]: value });
    if (!isMap(node) && !isSeq(node)) throw alias(path);
    if (node.flow) {
      const inline = key === null ? flowText(value) : `${keyText(key)}: ${flowText(value)}`;
      const item = { block: () => inline, inline: () => inline };
      const style = { lineBreak: lineBreakOf(text), unit: '  ' };
      return [insertItem(text, listOf(text, node), item, style, syntax)];
    }
    const first = startOf(node.items[0]);
    if (key !== null && isMap(node) && !startsLine(text, first))
      return [behindFirst(text, node, key, value)];
    const column = ' '.repeat(columnOf(text, node, first));
    if (path.length === 0) return [atEnd(text, column, key ?? '', value)];
    const lines = key === null ? itemLines(value, column) : pairLines(key, value, column);
    return [belowKey(text, path, first, lines)];
  },

  remove(text, path, key) {
    const node = nodeAt(text, path);
    if (!isMap(node) && !isSeq(node)) throw alias(path);
    const index = isSeq(node)
      ? Number(key)
      : node.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === key);
    if (node.flow) return removeItem(text, listOf(text, node), index, syntax);
    const item = node.items[index];
    const start = lineStart(text, startOf(item));
    const lead = text.slice(start, startOf(item));
    if (!(isSeq(node) ? /^ *- +$/ : /^ *$/).test(lead)) throw sharesLine(`"${key}"`);
    const end = endOf(text, item);
    const cut = cutLines(text, start, text[end - 1] === '\n' ? end : nextLine(text, end));
    return node.items.length > 1 ? [cut] : [...emptied(text, path, node), cut];
  },

  set: replaceValue,
};

function belowKey(text: string, path: JsonPath, first: number, lines: readonly string[]): Splice {
  const start = nextLine(text, keyEnd(text, path));
  if (start > first) throw sharesLine('The first entry');
  const lineBreak = lineBreakOf(text);
  return { start, end: start, text: lines.map((line) => line + lineBreak).join('') };
}

/** Without its last item a block collection would be null; one with an anchor or a tag becomes that. */
function emptied(text: string, path: JsonPath, node: YAMLMap | YAMLSeq): Splice[] {
  if (typeof path.at(-1) !== 'string') return [];
  const behindKey = keyEnd(text, path);
  const [colon = ''] = /^[ \t]*:(?=[ \t]*(?:#.*)?\r?\n)/.exec(text.slice(behindKey)) ?? [];
  const start = behindKey + colon.length;
  return colon === '' ? [] : [{ start, end: start, text: isMap(node) ? ' {}' : ' []' }];
}

/** Nothing fits in front of a first key that follows a dash. */
function behindFirst(text: string, node: YAMLMap, key: string, value: Json): Splice {
  const first = startOf(node.items[0]);
  const lineBreak = lineBreakOf(text);
  const lines = pairLines(key, value, ' '.repeat(first - lineStart(text, first)));
  const end = endOf(text, node.items[0]);
  const start = text[end - 1] === '\n' ? end : nextLine(text, end);
  const isLast = start === text.length && !text.endsWith('\n');
  const block = lines.join(lineBreak);
  return { start, end: start, text: isLast ? lineBreak + block : block + lineBreak };
}

/** At the end of the document; a missing line ending after the last line stays missing. */
function atEnd(text: string, column: string, key: string, value: Json): Splice {
  const lineBreak = lineBreakOf(text);
  const block = pairLines(key, value, column).join(lineBreak);
  const isOpen = text !== '' && !text.endsWith('\n');
  return {
    start: text.length,
    end: text.length,
    text: isOpen ? lineBreak + block : block + lineBreak,
  };
}

/** Column of the first key, or of the first dash. */
function columnOf(text: string, node: YAMLMap | YAMLSeq, first: number): number {
  const lead = text.slice(lineStart(text, first), first);
  const dash = /^( *)- +$/.exec(lead)?.[1];
  if (isSeq(node) && dash !== undefined) return dash.length;
  if (isMap(node) && isBlank(lead) && !lead.includes('\t')) return lead.length;
  throw sharesLine('The first entry');
}

const sharesLine = (what: string) =>
  new Refusal('unsupported', `${what} shares its line with something else.`);
