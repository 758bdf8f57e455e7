import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../../model/facts.js';
import type { JsonPath } from '../../../model/json.js';
import { lineEnd, lineOf } from '../../lines.js';
import type { Bracketed } from '../bracketed.js';
import { remembering } from '../editor.js';
import { Refusal, syntaxError } from '../refusal.js';

export { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq };

/** Null where the text has no document. @throws Refusal */
export const documentOf = remembering((text: string): Document | null => {
  const [document, second] = [...parseAllDocuments(text, { prettyErrors: false })];
  if (!document) return null;
  if (second)
    throw new Refusal('unsupported', 'Files with several YAML documents are not supported.');
  const error = document.errors[0] ?? document.warnings[0];
  if (error) throw syntaxError(error.message, lineOf(text, error.pos[0]));
  return document;
});

/** @throws Refusal where the path leads through something else than mappings and lists */
export function nodeAt(text: string, path: JsonPath): Node | null {
  let node = documentOf(text)?.contents ?? null;
  for (const key of path) {
    if (isMap(node)) node = (pairOf(node, key)?.value ?? null) as Node | null;
    else if (isSeq(node)) node = (node.items[Number(key)] ?? null) as Node | null;
    else throw missing(path);
  }
  return node;
}

export const pairOf = (map: YAMLMap, key: string | number | undefined): Pair | undefined =>
  map.items.find((pair) => keyOf(pair) === key);

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

export const missing = (path: JsonPath) =>
  new Refusal('unsupported', `"${path.join('.')}" does not exist.`);

export const alias = (path: JsonPath) =>
  new Refusal('unsupported', `"${path.join('.')}" is an alias.`);

/** @throws Refusal where the parser gives no position */
export function spanOf(node: unknown): Span {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  if (!range) throw new Refusal('unsupported', 'The file has a value without a position.');
  return { start: range[0], end: range[1] };
}

/** Of a pair: where its key starts. */
export const startOf = (item: unknown): number =>
  spanOf(isNode(item) ? item : pair(item).key).start;

/** Behind the last character of the item, without the comments and blank lines that follow. */
export function endOf(text: string, item: unknown): number {
  if (!isNode(item)) {
    const { key, value } = pair(item);
    return value && !isAbsent(value) ? endOf(text, value) : lineEnd(text, spanOf(key).end);
  }
  if ((isMap(item) || isSeq(item)) && !item.flow && item.items.length > 0)
    return endOf(text, item.items.at(-1));
  return spanOf(item).end;
}

/** Where the key ends whose value is at a path. */
export function keyEnd(text: string, path: JsonPath): number {
  const parent = nodeAt(text, path.slice(0, -1));
  const found = isMap(parent) ? pairOf(parent, path.at(-1)) : undefined;
  if (!found) throw missing(path);
  return spanOf(found.key).end;
}

/** A flow collection. */
export function listOf(text: string, node: YAMLMap | YAMLSeq): Bracketed {
  const { start, end } = spanOf(node);
  const items = node.items.map((item) => {
    if (isNode(item)) return spanOf(item);
    const { key, value } = pair(item);
    const keySpan = spanOf(key);
    const valueEnd = value ? spanOf(value).end : 0;
    return { start: keySpan.start, end: Math.max(keySpan.end, valueEnd) };
  });
  const bracket = text.slice(start, end).search(/[[{]/);
  return { open: start + Math.max(0, bracket), close: end - 1, items };
}

/** Null that is not written: `key:`. */
export function isAbsent(node: unknown): boolean {
  const { start, end } = spanOf(node);
  return isScalar(node) && node.value === null && start === end;
}

const pair = (item: unknown) => item as Pair; // what the items of a mapping are

const isNode = (value: unknown): boolean =>
  isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
