import { type Json, type JsonPath } from '../../../model/json.js';
import { lineEnd, lineStart } from '../../lines.js';
import type { Splice } from '../editor.js';
import { isBlank, lineBreakOf } from '../layout.js';
import { Refusal } from '../refusal.js';
import { flowText, pairLines } from './print.js';
import {
  endOf,
  isAbsent,
  isMap,
  isSeq,
  keyEnd,
  type Node,
  nodeAt,
  pairOf,
  spanOf,
  startOf,
} from './tree.js';

/** Replaces the value of a key, in place where it fits on the line, otherwise in lines below the key. */
export function replaceValue(text: string, path: JsonPath, value: Json): Splice[] {
  const node = nodeAt(text, path);
  const key = path.at(-1);
  const parent = nodeAt(text, path.slice(0, -1));
  const pair = isMap(parent) ? pairOf(parent, key) : undefined;
  if (!node || !isMap(parent) || !pair || typeof key !== 'string')
    throw new Refusal('unsupported', `"${path.join('.')}" cannot be replaced.`);
  const { start, end } = spanOf(node);
  const empty = isAbsent(node);
  if (parent.flow || (!empty && isInline(node, text) && !isNested(value)))
    return [{ start, end, text: (empty ? ' ' : '') + flowText(value) }];
  const first = startOf(pair);
  const column = ' '.repeat(first - lineStart(text, first));
  const lines = pairLines(key, value, column);
  const lineBreak = lineBreakOf(text);
  const below = lines.slice(1).map((line) => lineBreak + line);
  const behindKey = keyEnd(text, path);
  if (empty) {
    const stop = lineEnd(text, behindKey);
    const added = below.length === 0 ? ` ${flowText(value)}` : below.join('');
    return [{ start: stop, end: stop, text: added }];
  }
  const isOnKeyLine = isInline(node, text) && isBlank(text.slice(behindKey + 1, start));
  if (isOnKeyLine && below.length > 0) {
    const stop = lineEnd(text, end);
    const from = isBlank(text.slice(end, stop)) ? behindKey + 1 : start;
    return [
      { start: from, end, text: '' },
      { start: stop, end: stop, text: below.join('') },
    ];
  }
  const block = lines.join(lineBreak).slice(column.length);
  return [{ start: first, end: endOf(text, pair), text: block }];
}

const isInline = (node: Node, text: string): boolean => {
  const { start, end } = spanOf(node);
  return !text.slice(start, end).includes('\n') && !((isMap(node) || isSeq(node)) && !node.flow);
};

const isNested = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;
