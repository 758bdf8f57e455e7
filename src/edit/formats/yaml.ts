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
import { lineEnd, lineNumber, lineStart, removeItem, splice } from '../lines.js';
import type { Language } from './language.js';
import { EditRefusedError, syntaxError } from './refusal.js';

/** Maximum number of aliases: enough for people, but not for a document that expands without limit. */
const MAX_ALIASES = 100;

/** Edits only the changed values; every other byte stays. */
export const yaml: Language = {
  parse: (text) => documentIn(text).toJS({ maxAliasCount: MAX_ALIASES }) as Json,

  set: (text, path, value) => withNode(text, path, toNode(value)),

  remove(text, path) {
    const document = documentIn(text);
    const placesOnPath = placesTo(document, text, path);
    const [parent, place] = placesOnPath.slice(-2);
    if (placesOnPath.length <= path.length || !parent || !place) return text;
    checkAliases(document, placesOnPath.slice(0, -1), [place.begin, placeEnd(text, place)]);
    return withoutPlace(text, parent, place);
  },
};

const toNode = (value: Json): Node => new Document(null).createNode(value);

/** Parses a text. @throws EditRefusedError */
function documentIn(text: string): Document<ParsedNode> {
  const document = boundedDocument(text, { prettyErrors: false, keepSourceTokens: true });
  const error = document.errors[0] ?? document.warnings[0];
  if (error?.code === 'MULTIPLE_DOCS')
    throw new EditRefusedError(
      'unsupported',
      'Files with several YAML documents are not supported.',
    );
  if (error) throw syntaxError(error.message, lineNumber(text, error.pos[0]));
  return document;
}

/**
 * Returns a text with another value at a path, or with a new one after the others.
 * @param previousKey key below which a new one is placed, if it exists
 * @throws EditRefusedError if that would change another value, too
 */
export function withNode(text: string, path: JsonPath, node: Node, previousKey?: string): string {
  const document = documentIn(text);
  const placesOnPath = placesTo(document, text, path);
  const place = lastPlace(placesOnPath);
  const missingPath = path.slice(placesOnPath.length - 1);
  const [key] = missingPath;
  if (key === undefined) {
    checkAliases(document, placesOnPath.slice(0, -1), [place.begin, placeEnd(text, place)]);
    return withValue(text, place, node);
  }
  checkAliases(document, placesOnPath);
  const value = missingPath.slice(1).reduceRight((inner, name) => collection(name, inner), node);
  const newCollection = collection(key, value);
  const isFilled = isCollection(place.node) && place.node.items.length > 0;
  return isFilled
    ? withItem(text, placesOnPath, newCollection, previousKey)
    : withValue(text, place, newCollection);
}

/** Returns a text with a renamed key; the same text if the key does not exist. */
export function withRenamedKey(text: string, path: JsonPath, key: Node): string {
  const parent: unknown = documentIn(text).getIn(path.slice(0, -1), true);
  const pair =
    isMap(parent) && parent.items.find((candidate) => pairKey(candidate) === path.at(-1));
  const [keyStart, keyEnd] = (pair && (pair.key as ParsedNode).range) || [0, 0];
  return pair ? text.slice(0, keyStart) + inlineText(key) + text.slice(keyEnd) : text;
}

const pairKey = ({ key }: Pair): string | undefined =>
  isScalar(key) ? String(key.value) : undefined;

/** Returns a mapping or a list with one item. */
function collection(key: string | number, value: Node): YAMLMap | YAMLSeq {
  if (typeof key !== 'number') {
    const map = new YAMLMap();
    map.items.push(new Pair(toNode(key), value));
    return map;
  }
  const list = new YAMLSeq();
  list.items.push(value);
  return list;
}

/** The place of a value, or where a value can be inserted: after the `:` of its key, or the `-` of its item. */
interface ValuePlace {
  /** The key in a mapping, or the index in a list; undefined if the key is not a scalar. */
  key: string | undefined;
  node: ParsedNode | null;
  /** Offset of its key or `-`. */
  begin: number;
  /** Offset after the `:` or `-`, and after an anchor and a tag. */
  start: number;
  /** Offset of the preceding comma in a flow collection. */
  comma: number | undefined;
  /** Column of the key or of the `-`; -1 at the root. */
  column: number;
  isInFlow: boolean;
}

/** Places from the root to a value. */
type PlacePath = [ValuePlace, ...ValuePlace[]];

const lastPlace = (places: PlacePath): ValuePlace => places.at(-1) ?? places[0];

/** Returns the existing places on a path, from the root. @throws EditRefusedError at an alias */
function placesTo(document: Document<ParsedNode>, text: string, path: JsonPath): PlacePath {
  const { contents: node } = document;
  const start = node?.range[0] ?? 0;
  const root = { key: '', node, begin: start, start, comma: undefined, column: -1 };
  const places: PlacePath = [{ ...root, isInFlow: false }];
  for (const [index, key] of path.entries()) {
    const place = lastPlace(places);
    if (isAlias(place.node))
      throw new EditRefusedError(
        'unsupported',
        `"${path.slice(0, index).join('.')}" is the alias "*${place.node.source}": what it stands for is used elsewhere, too.`,
      );
    const nextPlace = placesIn(text, place).find((candidate) => candidate.key === String(key));
    if (!nextPlace) break;
    places.push(nextPlace);
  }
  return places;
}

function placesIn(text: string, { node, isInFlow }: ValuePlace): ValuePlace[] {
  if (!isCollection(node)) return [];
  const items: readonly CST.CollectionItem[] = node.srcToken?.items ?? [];
  // Comments and a trailing comma are items of the source, too.
  const sources = items.filter(
    ({ start, key, sep, value }) =>
      [key, sep, value].some(Boolean) || start.some(({ type }) => type.endsWith('-ind')),
  );
  return node.items.map((item, index): ValuePlace => {
    const { start = [], key, sep = [], value } = sources[index] ?? {};
    const { offset: begin = 0 } = start.find(isMeant) ?? key ?? sep[0] ?? value ?? {};
    const pair = isMap(node) ? (item as Pair<ParsedNode, ParsedNode | null>) : undefined;
    const indicator = (pair ? sep : start).findLast(isMeant);
    return {
      key: pair ? pairKey(pair) : String(index),
      node: pair ? pair.value : (item as ParsedNode),
      begin,
      start: indicator ? indicator.offset + indicator.source.length : (pair?.key.range[1] ?? begin),
      comma: start.find(({ type }) => type === 'comma')?.offset,
      column: begin - lineStart(text, begin),
      isInFlow: isInFlow || Boolean(node.flow),
    };
  });
}

/** Returns whether a token is more than a separator of others. */
const isMeant = ({ type }: CST.SourceToken) => !/^(space|newline|comment|comma)$/.test(type);

const isEmpty = ({ node }: ValuePlace) => !node || node.range[0] === node.range[1];

/** Returns the offset after the last character of a place, before comments. */
function placeEnd(text: string, place: ValuePlace): number {
  const { node, start } = place;
  if (!node || isEmpty(place)) return start;
  if (isCollection(node) && !node.flow) {
    const last = placesIn(text, place).at(-1);
    return last ? placeEnd(text, last) : start;
  }
  const [, end] = node.range;
  const isBlock = isScalar(node) && node.type?.startsWith('BLOCK');
  if (!isBlock) return end;
  const isKept = /^[|>]\d?\+/.test(text.slice(node.range[0]));
  const lines = text.slice(0, end);
  return isKept ? lines.replace(/\r?\n$/, '').length : lines.trimEnd().length;
}

/**
 * Refuses changes of anchored values, because these also occur elsewhere.
 * @param changedPlaces places that change in part
 * @param removedStart start of the range of removed offsets
 * @throws EditRefusedError
 */
function checkAliases(
  document: Document<ParsedNode>,
  changedPlaces: readonly ValuePlace[],
  [removedStart, removedEnd] = [0, 0],
): void {
  const anchors = new Map<string, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const source = anchors.get(node.source);
      const isRemoved = (node: Node | undefined) => {
        const [offset = -1] = node?.range ?? [];
        return removedStart <= offset && offset < removedEnd;
      };
      if (
        changedPlaces.some((place) => place.node === source) ||
        (isRemoved(source) && !isRemoved(node))
      )
        throw new EditRefusedError(
          'unsupported',
          `The change is inside "&${node.source}", and "*${node.source}" uses that elsewhere.`,
        );
    },
  });
}

const STYLE = {
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Infinity,
  // YAML 1.1 has more words that are not strings.
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
} as const;

function inlineText(node: Node): string {
  if (isCollection(node)) node.flow = true;
  return new Document(node).toString(STYLE).trimEnd();
}

/** Returns the lines of a collection that begin at a column. */
function blockText(text: string, node: Node, column: number): string {
  if (isCollection(node)) node.flow = false;
  const indent = indentWidth(text);
  const lines = new Document(node).toString({ ...STYLE, indent }).trimEnd();
  return lines.replace(/^(?=.)/gm, ' '.repeat(column));
}

/** Returns the number of spaces per level. */
const indentWidth = (text: string) => (/^( {1,8})[^\s#]/m.exec(text)?.[1] ?? '  ').length;

function withValue(text: string, place: ValuePlace, node: Node): string {
  const { node: currentNode, start, column, isInFlow } = place;
  const isBlock = isCollection(node) && node.items.length > 0 && !isInFlow;
  const hasNoValue =
    isEmpty(place) ||
    (isScalar(currentNode) ? currentNode.value === null : isHollow(text, currentNode));
  if (!isBlock || !hasNoValue) return withInline(text, place, inlineText(node));
  const [valueStart, valueEnd] =
    currentNode && !isEmpty(place) ? currentNode.range : [start, start];
  if (column < 0) {
    const rest = text.slice(0, valueStart) + text.slice(valueEnd);
    const at = isEmpty(place) ? rest.length : valueStart;
    const isOnLine = at > 0 && rest[at - 1] !== '\n';
    const lines = `${isOnLine ? '\n' : ''}${blockText(text, node, 0)}`;
    return splice(rest, at, isOnLine || at < rest.length ? lines : `${lines}\n`);
  }
  const rest =
    text.slice(0, start) + text.slice(start, valueStart).trimEnd() + text.slice(valueEnd);
  const at = belowComments(rest, lineEnd(rest, start), column + 1);
  return splice(rest, at, `\n${blockText(text, node, column + indentWidth(text))}`);
}

/** Returns whether a flow collection is empty, without even a comment. */
const isHollow = (text: string, node: ParsedNode | null): boolean =>
  isCollection(node) && /^[[{]\s*[\]}]$/.test(text.slice(node.range[0], node.range[1]));

/** Returns the text with a value on the line of its key, or of its `-`. */
function withInline(text: string, place: ValuePlace, value: string): string {
  const { node, start } = place;
  if (!node || isEmpty(place)) return `${text.slice(0, start)} ${value}${text.slice(start)}`;
  const end = placeEnd(text, place);
  const [nodeStart] = node.range;
  const isBelow = isCollection(node) && !node.flow && text.slice(start, nodeStart).includes('\n');
  if (!isBelow) return text.slice(0, nodeStart) + value + text.slice(end);
  const rest = withoutLines(text, nodeStart, end);
  return `${rest.slice(0, start)} ${value}${rest.slice(start)}`;
}

/** Returns the text with one more item in the last place's collection, which has other items. */
function withItem(
  text: string,
  placesOnPath: PlacePath,
  newItem: YAMLMap | YAMLSeq,
  previousKey?: string,
) {
  const parent = lastPlace(placesOnPath);
  const places = placesIn(text, parent);
  const last = places.at(-1) ?? parent;
  const upper = places.find(({ key }) => previousKey !== undefined && key === previousKey) ?? last;
  const end = placeEnd(text, upper);
  if (upper.isInFlow)
    return `${text.slice(0, end)}, ${inlineText(newItem).slice(1, -1).trim()}${text.slice(end)}`;
  const { column } = upper;
  const line = lineEnd(text, end);
  const insertionOffset =
    upper === last ? belowComments(text, line, Math.max(column, parent.column + 1)) : line;
  const [first, second] = places;
  const isSpaced =
    first && second && BLANK_LINE.test(text.slice(placeEnd(text, first), second.begin));
  return splice(
    text,
    insertionOffset,
    `${isSpaced ? '\n\n' : '\n'}${blockText(text, newItem, column)}`,
  );
}

const BLANK_LINE = /\n[ \t]*\r?\n/;

/**
 * Returns the end of the comments below a line that belong to its mapping, which are indented as
 * deeply as the mapping.
 */
function belowComments(text: string, end: number, column: number): number {
  const comments = new RegExp(`(?:(?:\\r?\\n[ \\t]*)*?\\r?\\n {${column},}#[^\\r\\n]*)*`, 'y');
  comments.lastIndex = end;
  return end + (comments.exec(text)?.[0].length ?? 0);
}

function withoutPlace(text: string, parent: ValuePlace, place: ValuePlace): string {
  const places = placesIn(text, parent);
  const index = places.findIndex(({ begin }) => begin === place.begin);
  const { begin } = place;
  const end = placeEnd(text, place);
  const previousPlace = places[index - 1];
  const nextPlace = places[index + 1];
  if (place.isInFlow) {
    const spaceBeforeComma = /^\s*(?=,)/.exec(text.slice(end));
    return removeItem(
      text,
      begin,
      end,
      place.comma ?? (spaceBeforeComma ? end + spaceBeforeComma[0].length : nextPlace?.comma),
    );
  }
  if (places.length === 1 && parent.column >= 0)
    return withInline(text, parent, isSeq(parent.node) ? '[]' : '{}');
  if (text.slice(lineStart(text, begin), begin).trim() === '') {
    const gap = previousPlace ? text.slice(placeEnd(text, previousPlace), begin) : '';
    // An entry below a blank line was written together with that line.
    const blank = nextPlace ? undefined : /\r?\n[ \t]*(?=\r?\n[ \t]*$)/.exec(gap);
    const rest = withoutLines(text, begin, end);
    if (!blank) return rest;
    const removalStart = begin - gap.length + blank.index;
    return rest.slice(0, removalStart) + rest.slice(removalStart + blank[0].length);
  }
  if (nextPlace && text.slice(end, nextPlace.begin).trim() === '')
    return text.slice(0, begin) + text.slice(nextPlace.begin);
  throw new EditRefusedError(
    'unsupported',
    `"${place.key ?? ''}" shares its line with something else.`,
  );
}

function withoutLines(text: string, startOffset: number, endOffset: number): string {
  const start = lineStart(text, startOffset);
  const end = text.indexOf('\n', endOffset) + 1;
  return end > 0
    ? text.slice(0, start) + text.slice(end)
    : text.slice(0, start).replace(/\r?\n$/, '');
}
