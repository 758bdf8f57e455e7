import {
  type CST,
  Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  type ParsedNode,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Json, JsonPath } from '../../model/json.js';
import { boundedDocument } from '../../model/yaml.js';
import { lineEnd, lineOf, lineStart, splice, withoutItem } from '../lines.js';
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

/** Enough for people; an alias bomb needs more. */
const MOST_ALIASES = 100;

/** Nothing is printed again but what is set: every other byte stays. */
export const yaml: Language = {
  parse: (text) => documentIn(text).toJS({ maxAliasCount: MOST_ALIASES }) as Json,

  set: (text, path, value) => withNode(text, path, nodeOf(value)),

  remove(text, path) {
    const document = documentIn(text);
    const way = wayTo(document, text, path);
    const [parent, place] = way.slice(-2);
    if (way.length <= path.length || !parent || !place) return text;
    checkAliases(document, way.slice(0, -1), [place.begin, endOf(text, place)]);
    return withoutPlace(text, parent, place);
  },
};

const nodeOf = (value: Json): Node => new Document(null).createNode(value);

/** @throws Refusal */
function documentIn(text: string): Document<ParsedNode> {
  const document = boundedDocument(text, { prettyErrors: false, keepSourceTokens: true });
  const error = document.errors[0] ?? document.warnings[0];
  if (error?.code === 'MULTIPLE_DOCS')
    throw new Refusal('unsupported', 'Files with several YAML documents are not supported.');
  if (error) throw syntaxError(error.message, lineOf(text, error.pos[0]));
  return document;
}

/**
 * A text with another value at a path, or with a new one below the others.
 * @param above the key that a new one comes below, where it is there
 * @throws Refusal where that would change something else, too
 */
export function withNode(text: string, path: JsonPath, node: Node, above?: string): string {
  const document = documentIn(text);
  const way = wayTo(document, text, path);
  const place = lastOf(way);
  const missing = path.slice(way.length - 1);
  const [key] = missing;
  if (key === undefined) {
    checkAliases(document, way.slice(0, -1), [place.begin, endOf(text, place)]);
    return withValue(text, place, node);
  }
  checkAliases(document, way);
  const value = missing.slice(1).reduceRight((inner, name) => collection(name, inner), node);
  const added = collection(key, value);
  const isFilled = isCollection(place.node) && place.node.items.length > 0;
  return isFilled ? withItem(text, way, added, above) : withValue(text, place, added);
}

/** A text with another key in the place of one that is there; the same text where there is none. */
export function withKey(text: string, path: JsonPath, key: Node): string {
  const parent: unknown = documentIn(text).getIn(path.slice(0, -1), true);
  const pair = isMap(parent) && parent.items.find((each) => keyOf(each) === path.at(-1));
  const [from, to] = (pair && (pair.key as ParsedNode).range) || [0, 0];
  return pair ? text.slice(0, from) + inline(key) + text.slice(to) : text;
}

const keyOf = ({ key }: Pair): string | undefined =>
  isScalar(key) ? String(key.value) : undefined;

/** A mapping, or a list, of one. */
function collection(key: string | number, value: Node): YAMLMap | YAMLSeq {
  if (typeof key !== 'number') {
    const map = new YAMLMap();
    map.items.push(new Pair(nodeOf(key), value));
    return map;
  }
  const list = new YAMLSeq();
  list.items.push(value);
  return list;
}

/** Where a value is, or can be: behind the `:` of its key, or the `-` of its item. */
interface Place {
  /** The key in a mapping, the index in a list; undefined where the key is no scalar. */
  key: string | undefined;
  node: ParsedNode | null;
  /** Offset of its key or `-`. */
  begin: number;
  /** Offset behind the `:` or `-`, and behind an anchor and a tag. */
  start: number;
  /** Offset of the comma in front, in brackets. */
  comma: number | undefined;
  /** Column of the key or of the `-`; -1 at the root. */
  column: number;
  isInFlow: boolean;
}

/** From the root. */
type Way = [Place, ...Place[]];

const lastOf = (way: Way): Place => way.at(-1) ?? way[0];

/** The places that lead to a path, from the root, as far as they are there. @throws Refusal at an alias */
function wayTo(document: Document<ParsedNode>, text: string, path: JsonPath): Way {
  const { contents: node } = document;
  const start = node?.range[0] ?? 0;
  const root = { key: '', node, begin: start, start, comma: undefined, column: -1 };
  const way: Way = [{ ...root, isInFlow: false }];
  for (const [index, key] of path.entries()) {
    const place = lastOf(way);
    if (isAlias(place.node))
      throw new Refusal(
        'unsupported',
        `"${path.slice(0, index).join('.')}" is the alias "*${place.node.source}": what it stands for is used elsewhere, too.`,
      );
    const next = placesIn(text, place).find((each) => each.key === String(key));
    if (!next) break;
    way.push(next);
  }
  return way;
}

function placesIn(text: string, { node, isInFlow }: Place): Place[] {
  if (!isCollection(node)) return [];
  const items: readonly CST.CollectionItem[] = node.srcToken?.items ?? [];
  // Comments and a comma at the end are items of the source, too.
  const sources = items.filter(
    ({ start, key, sep, value }) =>
      [key, sep, value].some(Boolean) || start.some(({ type }) => type.endsWith('-ind')),
  );
  return node.items.map((item, index): Place => {
    const { start = [], key, sep = [], value } = sources[index] ?? {};
    const { offset: begin = 0 } = start.find(isMeant) ?? key ?? sep[0] ?? value ?? {};
    const pair = isMap(node) ? (item as Pair<ParsedNode, ParsedNode | null>) : undefined;
    const indicator = (pair ? sep : start).findLast(isMeant);
    return {
      key: pair ? keyOf(pair) : String(index),
      node: pair ? pair.value : (item as ParsedNode),
      begin,
      start: indicator ? indicator.offset + indicator.source.length : (pair?.key.range[1] ?? begin),
      comma: start.find(({ type }) => type === 'comma')?.offset,
      column: begin - lineStart(text, begin),
      isInFlow: isInFlow || Boolean(node.flow),
    };
  });
}

/** Whether a token is more than what is between others. */
const isMeant = ({ type }: CST.SourceToken) => !/^(space|newline|comment|comma)$/.test(type);

const isEmpty = ({ node }: Place) => !node || node.range[0] === node.range[1];

/** Offset behind the last character of a place, before comments. */
function endOf(text: string, place: Place): number {
  const { node, start } = place;
  if (!node || isEmpty(place)) return start;
  if (isCollection(node) && !node.flow) {
    const last = placesIn(text, place).at(-1);
    return last ? endOf(text, last) : start;
  }
  const [, end] = node.range;
  const isBlock = isScalar(node) && node.type?.startsWith('BLOCK');
  if (!isBlock) return end;
  const isKept = /^[|>]\d?\+/.test(text.slice(node.range[0]));
  const lines = text.slice(0, end);
  return isKept ? lines.replace(/\r?\n$/, '').length : lines.trimEnd().length;
}

/**
 * What an anchor stands for is in other places, too.
 * @param way what changes in part
 * @param removed offsets of what goes
 * @throws Refusal
 */
function checkAliases(
  document: Document<ParsedNode>,
  way: readonly Place[],
  [from, to] = [0, 0],
): void {
  const anchored = new Map<string, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchored.set(node.anchor, node);
        return;
      }
      const source = anchored.get(node.source);
      const isRemoved = (one: Node | undefined) => {
        const [offset = -1] = one?.range ?? [];
        return from <= offset && offset < to;
      };
      if (way.some((place) => place.node === source) || (isRemoved(source) && !isRemoved(node)))
        throw new Refusal(
          'unsupported',
          `The change is inside "&${node.source}", and "*${node.source}" uses that elsewhere.`,
        );
    },
  });
}

const STYLE = {
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Infinity,
  // YAML 1.1 has more words that are no texts.
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
} as const;

/** On one line. */
function inline(node: Node): string {
  if (isCollection(node)) node.flow = true;
  return new Document(node).toString(STYLE).trimEnd();
}

/** Lines of a collection that begin at a column. */
function block(text: string, node: Node, column: number): string {
  if (isCollection(node)) node.flow = false;
  const indent = unitOf(text);
  const lines = new Document(node).toString({ ...STYLE, indent }).trimEnd();
  return lines.replace(/^(?=.)/gm, ' '.repeat(column));
}

/** Spaces of a level. */
const unitOf = (text: string) => (/^( {1,8})[^\s#]/m.exec(text)?.[1] ?? '  ').length;

/** With a value instead of the one that a place has. */
function withValue(text: string, place: Place, node: Node): string {
  const { node: was, start, column, isInFlow } = place;
  const isBlock = isCollection(node) && node.items.length > 0 && !isInFlow;
  const isNothing = isEmpty(place) || (isScalar(was) ? was.value === null : isHollow(text, was));
  if (!isBlock || !isNothing) return withInline(text, place, inline(node));
  const [from, to] = was && !isEmpty(place) ? was.range : [start, start];
  if (column < 0) {
    const rest = text.slice(0, from) + text.slice(to);
    const at = isEmpty(place) ? rest.length : from;
    const isOnLine = at > 0 && rest[at - 1] !== '\n';
    const lines = `${isOnLine ? '\n' : ''}${block(text, node, 0)}`;
    return splice(rest, at, isOnLine || at < rest.length ? lines : `${lines}\n`);
  }
  const rest = text.slice(0, start) + text.slice(start, from).trimEnd() + text.slice(to);
  const at = belowComments(rest, lineEnd(rest, start), column + 1);
  return splice(rest, at, `\n${block(text, node, column + unitOf(text))}`);
}

/** Whether brackets have nothing in them, not even a comment. */
const isHollow = (text: string, node: ParsedNode | null): boolean =>
  isCollection(node) && /^[[{]\s*[\]}]$/.test(text.slice(node.range[0], node.range[1]));

/** With a text on the line of its key, or of its `-`. */
function withInline(text: string, place: Place, value: string): string {
  const { node, start } = place;
  if (!node || isEmpty(place)) return `${text.slice(0, start)} ${value}${text.slice(start)}`;
  const end = endOf(text, place);
  const [from] = node.range;
  const isBelow = isCollection(node) && !node.flow && text.slice(start, from).includes('\n');
  if (!isBelow) return text.slice(0, from) + value + text.slice(end);
  const rest = withoutLines(text, from, end);
  return `${rest.slice(0, start)} ${value}${rest.slice(start)}`;
}

/** With one more item in the collection that a way leads to, which has others. */
function withItem(text: string, way: Way, added: YAMLMap | YAMLSeq, above?: string) {
  const parent = lastOf(way);
  const places = placesIn(text, parent);
  const last = places.at(-1) ?? parent;
  const upper = places.find(({ key }) => above !== undefined && key === above) ?? last;
  const end = endOf(text, upper);
  if (upper.isInFlow)
    return `${text.slice(0, end)}, ${inline(added).slice(1, -1).trim()}${text.slice(end)}`;
  const { column } = upper;
  const line = lineEnd(text, end);
  const at = upper === last ? belowComments(text, line, Math.max(column, parent.column + 1)) : line;
  const [first, second] = places;
  const isSpaced = first && second && BLANK.test(text.slice(endOf(text, first), second.begin));
  return splice(text, at, `${isSpaced ? '\n\n' : '\n'}${block(text, added, column)}`);
}

const BLANK = /\n[ \t]*\r?\n/;

/** End of the comments below a line that belong to its mapping: they are indented as far as that. */
function belowComments(text: string, end: number, column: number): number {
  const comments = new RegExp(`(?:(?:\\r?\\n[ \\t]*)*?\\r?\\n {${column},}#[^\\r\\n]*)*`, 'y');
  comments.lastIndex = end;
  return end + (comments.exec(text)?.[0].length ?? 0);
}

function withoutPlace(text: string, parent: Place, place: Place): string {
  const places = placesIn(text, parent);
  const index = places.findIndex(({ begin }) => begin === place.begin);
  const { begin } = place;
  const end = endOf(text, place);
  const previous = places[index - 1];
  const next = places[index + 1];
  if (place.isInFlow) {
    const after = /^\s*(?=,)/.exec(text.slice(end));
    return withoutItem(
      text,
      begin,
      end,
      place.comma ?? (after ? end + after[0].length : next?.comma),
    );
  }
  if (places.length === 1 && parent.column >= 0)
    return withInline(text, parent, isSeq(parent.node) ? '[]' : '{}');
  if (text.slice(lineStart(text, begin), begin).trim() === '') {
    const gap = previous ? text.slice(endOf(text, previous), begin) : '';
    // An entry below a blank line was written with it.
    const blank = next ? undefined : /\r?\n[ \t]*(?=\r?\n[ \t]*$)/.exec(gap);
    const rest = withoutLines(text, begin, end);
    if (!blank) return rest;
    const at = begin - gap.length + blank.index;
    return rest.slice(0, at) + rest.slice(at + blank[0].length);
  }
  if (next && text.slice(end, next.begin).trim() === '')
    return text.slice(0, begin) + text.slice(next.begin);
  throw new Refusal('unsupported', `"${place.key ?? ''}" shares its line with something else.`);
}

/** Without the lines from one offset to another. */
function withoutLines(text: string, from: number, to: number): string {
  const start = lineStart(text, from);
  const end = text.indexOf('\n', to) + 1;
  return end > 0
    ? text.slice(0, start) + text.slice(end)
    : text.slice(0, start).replace(/\r?\n$/, '');
}
