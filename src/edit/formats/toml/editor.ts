import { isObject, type Json, type JsonObject, type JsonPath } from '../../../model/json.js';
import { lineEnd, lineStart } from '../../lines.js';
import { insertItem, removeItem, type Syntax } from '../bracketed.js';
import type { Editor, Splice } from '../editor.js';
import { beforeLineBreak, cutLines, indentOf, isBlank, lineBreakOf, nextLine } from '../layout.js';
import { Refusal } from '../refusal.js';
import { keyText, pairText, valueText } from './print.js';
import {
  documentValue,
  inlineTableAt,
  keysOf,
  listOf,
  type Part,
  partsOf,
  samePath,
  spanOf,
  startsWith,
} from './tree.js';

type Table = NonNullable<Part['node']>;

const syntax: Syntax = {
  multiline: false,
  commentEnd: (text, offset) => (text[offset] === '#' ? lineEnd(text, offset) : offset),
};

/** Tables, dotted keys and inline tables. A new entry becomes a `[table]` at the end of the file. */
export const tomlEditor: Editor = {
  parse: documentValue,

  insert(text, path, key, value) {
    if (key === null) throw new Refusal('unsupported', 'Lists of tables are not supported.');
    const inline = inlineTableAt(text, path);
    if (inline) {
      const item = { block: () => pairText(key, value), inline: () => pairText(key, value) };
      const style = { lineBreak: '\n', unit: '  ' };
      return [insertItem(text, listOf(inline), item, style, syntax)];
    }
    return [
      path.length <= 1 && isObject(value)
        ? newTable(text, path, key, value)
        : newPair(text, path, key, value),
    ];
  },

  remove(text, path, key) {
    const inline = inlineTableAt(text, path);
    if (inline) {
      const index = inline.body.findIndex((pair) => keysOf(pair)[0] === key);
      return removeItem(text, listOf(inline), index, syntax);
    }
    const target = [...path, key];
    const cuts = partsOf(text).flatMap(({ node, path: above, pairs }) => {
      if (node && startsWith(above, target)) return [cutTable(text, node)];
      return pairs
        .filter((pair) => startsWith([...above, ...keysOf(pair)], target))
        .map(({ range: [start, end] }) =>
          cutLines(text, lineStart(text, start), nextLine(text, end)),
        );
    });
    return merged(cuts);
  },

  set(text, path, value) {
    const parts = partsOf(text);
    const pairs = parts.flatMap((part) =>
      part.pairs.filter((pair) => samePath([...part.path, ...keysOf(pair)], path)),
    );
    const inner = inlineTableAt(text, path.slice(0, -1))?.body ?? [];
    const pair = pairs[0] ?? inner.find((each) => samePath(keysOf(each), path.slice(-1)));
    if (pair) return [{ ...spanOf(pair.value), text: valueText(value) }];
    const [table, ...below] = parts.filter((part) => part.node && startsWith(part.path, path));
    if (!table?.node || !samePath(table.path, path) || below.length > 0 || !isObject(value))
      throw new Refusal('unsupported', `"${path.join('.')}" is defined in several places.`);
    const start = lineEnd(text, table.node.key.range[1]);
    const lineBreak = lineBreakOf(text);
    const lines = Object.entries(value).map(([key, item]) => lineBreak + pairText(key, item));
    return [{ start, end: Math.max(start, contentEnd(table.node)), text: lines.join('') }];
  },
};

/** A blank line and the table: without them the text is as before. */
function newTable(text: string, path: JsonPath, key: string, value: JsonObject): Splice {
  let header = [...path.map(String), key];
  let body = value;
  // A new container needs no header of its own.
  for (;;) {
    const [[name, only] = [], another] = Object.entries(body);
    if (header.length > 1 || name === undefined || another || !isObject(only)) break;
    header = [...header, name];
    body = only;
  }
  const lineBreak = lineBreakOf(text);
  const lines = [
    `[${header.map(keyText).join('.')}]`,
    ...Object.entries(body).map(([name, item]) => pairText(name, item)),
  ];
  const isOpen = text !== '' && !text.endsWith('\n');
  const gap = text === '' ? '' : lineBreak + (isOpen ? lineBreak : '');
  const block = gap + lines.join(lineBreak) + (isOpen ? '' : lineBreak);
  return { start: text.length, end: text.length, text: block };
}

/** Behind the last pair of the same table, or of the same dotted key. */
function newPair(text: string, path: JsonPath, key: string, value: Json): Splice {
  const lineBreak = lineBreakOf(text);
  const line = pairText(key, value);
  const table = partsOf(text).findLast(
    ({ node, path: here }) => node && samePath(here, path),
  )?.node;
  if (table) {
    const start = lineEnd(text, contentEnd(table));
    const indent = indentOf(text, (table.body[0] ?? table).range[0]);
    return { start, end: start, text: lineBreak + indent + line };
  }
  for (const { path: above, pairs } of partsOf(text)) {
    const dotted = pairs.findLast((pair) => {
      const here = [...above, ...keysOf(pair)];
      return here.length > path.length && startsWith(here, path);
    });
    if (!dotted) continue;
    const prefix = path.slice(above.length).map((name) => keyText(String(name)));
    const start = lineEnd(text, dotted.range[1]);
    return { start, end: start, text: lineBreak + [...prefix, line].join('.') };
  }
  throw new Refusal('unsupported', `The table "${path.join('.')}" does not exist.`);
}

const contentEnd = (table: Table): number => (table.body.at(-1) ?? table.key).range[1];

/** From the header to the last pair, with the blank line in front; comments behind belong to what follows. */
function cutTable(text: string, table: Table): Splice {
  const start = lineStart(text, table.range[0]);
  const end = nextLine(text, contentEnd(table));
  const previous = lineStart(text, beforeLineBreak(text, start));
  const hasGap = start > 0 && isBlank(text.slice(previous, start));
  return cutLines(text, hasGap ? previous : start, end);
}

/** Neighboring tables both remove the blank line between them. */
function merged(splices: readonly Splice[]): Splice[] {
  const result: Splice[] = [];
  for (const splice of splices.toSorted((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last && splice.start < last.end) last.end = Math.max(last.end, splice.end);
    else result.push({ ...splice });
  }
  return result;
}
