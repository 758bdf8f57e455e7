import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  Document as NewDocument,
  type Node,
  Pair,
  parseDocument,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Json, JsonPath } from '../../model/json.js';
import { indented, lineEnd, lineOf, linesBelow, lineStart, splice } from '../lines.js';
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

type Collection = YAMLMap | YAMLSeq;

/** Enough for people; an alias bomb needs more. */
const MOST_ALIASES = 100;

export const yaml: Language = {
  parse: (text) => documentIn(text).toJS({ maxAliasCount: MOST_ALIASES }) as Json,

  set: (text, path, value) => withNode(text, path, new NewDocument().createNode(value)),

  remove(text, path) {
    const parent = documentIn(text).getIn(path.slice(0, -1), true);
    const index = isCollection(parent) ? indexOf(parent, path.at(-1)) : -1;
    return isCollection(parent) && index >= 0 ? withoutItem(text, path, parent, index) : text;
  },
};

/** @throws Refusal */
function documentIn(text: string): Document {
  const document = parseDocument(text, { prettyErrors: false });
  const error = document.errors[0] ?? document.warnings[0];
  if (error?.code === 'MULTIPLE_DOCS')
    throw new Refusal('unsupported', 'Files with several YAML documents are not supported.');
  if (error) throw syntaxError(error.message, lineOf(text, error.pos[0]));
  return document;
}

/**
 * A text with another value at a path, or with a new one below the others. No other byte changes: the library would lay
 * out the whole file anew.
 * @param above the key that a new one comes below, where it is there
 */
export function withNode(text: string, path: JsonPath, node: Node, above?: string): string {
  const document = documentIn(text);
  const { contents } = document;
  const key = path.at(-1);
  if (key === undefined) {
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    if (!contents) return splice(text, text.length, `${gap}${printed(node, text)}\n`);
    return text.slice(0, startOf(contents)) + printed(node, text) + text.slice(endOf(contents));
  }
  const parents = path.slice(0, -1);
  const parent: unknown = document.getIn(parents, true);
  const isNothing =
    parent === undefined || parent === null || (isScalar(parent) && parent.value === null);
  const isEmpty = isCollection(parent) && parent.items.length === 0;
  if (isNothing || isEmpty) return withNode(text, parents, around(key, node), above);
  if (!isCollection(parent)) throw new TypeError('neither a mapping nor a list');
  const item = parent.items[indexOf(parent, key)];
  return item === undefined
    ? withItem(text, parent, around(key, node), above)
    : withValue(text, parent, item, node);
}

function around(key: string | number, node: Node): Collection {
  const sequence = new YAMLSeq<unknown>();
  const map = new YAMLMap<unknown, unknown>();
  if (typeof key === 'string') map.items.push(new Pair<unknown, unknown>(key, node));
  else sequence.items.push(node);
  return typeof key === 'string' ? map : sequence;
}

const indexOf = (parent: Collection, key: unknown): number =>
  isMap(parent)
    ? parent.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key)
    : Number(key);

function withItem(text: string, parent: Collection, added: Collection, above?: string): string {
  const index = isMap(parent) && above !== undefined ? indexOf(parent, above) : -1;
  const end = endOf(parent.items.at(index));
  const item = itemText(text, parent, added);
  if (parent.flow === true) return splice(text, end, `, ${item}`);
  const [, second] = parent.items;
  const isSpaced = isPair(second) && isNode(second.key) && second.key.spaceBefore === true;
  const at = lastLine(text, end, columnOf(text, startOf(parent)));
  return linesBelow(text, at, isSpaced ? `\n${item}` : item);
}

function withValue(text: string, parent: Collection, item: unknown, node: Node): string {
  const before = isPair(item) ? item.value : item;
  const start = isPair(item) ? text.indexOf(':', rangeOf(item.key)[1]) + 1 : startOf(item);
  const comment = text.slice(start, startOf(before));
  if (!/^\s*(?:#.*\s*)*$/.test(comment)) throw new TypeError('an anchor, or a tag');
  const added = itemText(text, parent, around(isPair(item) ? 'k' : 0, node));
  // Without "k:" or "- ".
  const value = parent.flow === true && !isPair(item) ? added : added.trimStart().slice(2);
  const rest = text.slice(0, start) + comment.trimEnd() + text.slice(endOf(before));
  return splice(rest, start, value);
}

/** The only item of `added`, as an item of another collection is laid out. */
function itemText(text: string, parent: Collection, added: Collection): string {
  added.flow = parent.flow === true;
  const form = printed(added, text);
  return added.flow
    ? form.slice(1, -1).trim()
    : indented(form, ' '.repeat(columnOf(text, startOf(parent))), '  ');
}

/** Comments above an item stay. */
function withoutItem(text: string, path: JsonPath, parent: Collection, index: number): string {
  const [item, next, previous] = [index, index + 1, index - 1].map((at) => parent.items[at]);
  if (parent.items.length === 1) {
    const empty = isMap(parent) ? new YAMLMap() : new YAMLSeq();
    empty.flow = true;
    return withNode(text, path.slice(0, -1), empty);
  }
  const start = startOf(item);
  const from = lineStart(text, start);
  const isOnLine = /^ *(?:- +)?$/.test(text.slice(from, start));
  if (parent.flow !== true && (isOnLine || next === undefined)) {
    const end = lineEnd(text, lastLine(text, endOf(item), columnOf(text, startOf(parent))));
    const rest = text.slice(end).replace(/^\r?\n/, '');
    return text.slice(0, from) + rest;
  }
  return next === undefined
    ? text.slice(0, endOf(previous)) + text.slice(endOf(item))
    : text.slice(0, start) + text.slice(startOf(next));
}

/** An offset in the last line of an item that ends there: comments that are indented like what is in it are its own. */
function lastLine(text: string, end: number, column: number): number {
  const comments = new RegExp(`(?:(?:[ \\t]*\\r?\\n)+ {${column + 1},}#[^\\n]*)*`, 'y');
  comments.lastIndex = lineEnd(text, end);
  comments.test(text);
  return Math.max(comments.lastIndex, end);
}

const columnOf = (text: string, offset: number) => offset - lineStart(text, offset);

function rangeOf(node: unknown): readonly [start: number, end: number, ...unknown[]] {
  if (!isNode(node) || !node.range) throw new TypeError('without a place');
  return node.range;
}

const startOf = (item: unknown): number => rangeOf(isPair(item) ? item.key : item)[0];

/** Of the last value in it: comments below belong to what comes then. */
function endOf(item: unknown): number {
  if (isPair(item)) return endOf(item.value ?? item.key);
  if (isCollection(item) && item.flow !== true && item.items.length > 0)
    return endOf(item.items.at(-1));
  const [start, end] = rangeOf(item);
  const isBlock = isScalar(item) && (item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED');
  return isBlock && end > start ? end - 1 : end;
}

/** Line ends of Unicode, and characters that people do not see: the library writes them as they are. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** In the layout of a text, as far as the library has options for it; without line end. */
function printed(node: Node, text: string): string {
  const [, indent = '  '] = /^( {1,8})[^\s#]/m.exec(text) ?? [];
  const document = new NewDocument(null);
  document.contents = node;
  return document
    .toString({
      lineWidth: 0,
      indent: indent.length,
      // Dashes below the first letter of their key.
      indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1- /m.test(text),
      flowCollectionPadding: !/[[{](?=[^\s\]}])/.test(text),
      // YAML 1.1 has more words that are no texts.
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
    })
    .replace(/\n$/, '')
    .replace(UNSEEN, (each) => `\\U${each.codePointAt(0)?.toString(16).padStart(8, '0')}`);
}
