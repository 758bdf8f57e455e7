import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../../../model/facts.js';
import { define, type Json, type JsonObject, type JsonPath, valueAt } from '../../../model/json.js';
import type { Bracketed } from '../bracketed.js';
import { remembering } from '../editor.js';
import { syntaxError } from '../refusal.js';

export type Pair = AST.TOMLKeyValue;
export type InlineTable = AST.TOMLInlineTable;

/** A table and its pairs; `node` is null for the pairs in front of all tables. */
export interface Part {
  node: AST.TOMLTable | null;
  path: JsonPath;
  pairs: readonly Pair[];
}

/** @throws Refusal `syntax` */
export const partsOf = remembering((text: string): Part[] => {
  const nodes = parsed(text).body[0].body;
  const pairs = nodes.filter((node) => node.type === 'TOMLKeyValue');
  const tables = nodes.filter((node) => node.type === 'TOMLTable');
  return [
    { node: null, path: [], pairs },
    ...tables.map((node) => ({ node, path: node.resolvedKey, pairs: node.body })),
  ];
});

function parsed(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw syntaxError(
      error.message.charAt(0).toLowerCase() + error.message.slice(1),
      error.lineNumber,
    );
  }
}

export const keysOf = ({ key }: Pair): string[] =>
  key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));

export const startsWith = (path: JsonPath, prefix: JsonPath): boolean =>
  prefix.every((key, index) => path[index] === key);

export const samePath = (one: JsonPath, other: JsonPath): boolean =>
  one.length === other.length && startsWith(one, other);

export const spanOf = ({ range: [start, end] }: { range: [number, number] }): Span => ({
  start,
  end,
});

export const listOf = (table: InlineTable): Bracketed => ({
  open: table.range[0],
  close: table.range[1] - 1,
  items: table.body.map(spanOf),
});

/** The inline table at a path. */
export function inlineTableAt(text: string, path: JsonPath): InlineTable | undefined {
  for (const part of partsOf(text)) {
    const found = inlineTableIn(part.pairs, part.path, path);
    if (found) return found;
  }
  return undefined;
}

function inlineTableIn(
  pairs: readonly Pair[],
  above: JsonPath,
  path: JsonPath,
): InlineTable | undefined {
  for (const pair of pairs) {
    const here = [...above, ...keysOf(pair)];
    if (pair.value.type !== 'TOMLInlineTable' || !startsWith(path, here)) continue;
    return samePath(here, path) ? pair.value : inlineTableIn(pair.value.body, here, path);
  }
  return undefined;
}

/** What the text holds. Dates, and numbers that JavaScript does not hold exactly, are their source: enough to compare. */
export function documentValue(text: string): JsonObject {
  const root: JsonObject = {};
  for (const { path, pairs } of partsOf(text)) fill(tableAt(root, path), pairs, text);
  return root;
}

function fill(table: JsonObject, pairs: readonly Pair[], text: string): void {
  for (const pair of pairs) {
    const keys = keysOf(pair);
    const parent = tableAt(table, keys.slice(0, -1));
    define(parent, keys.at(-1) ?? '', valueOf(pair.value, text));
  }
}

/** The object at a path, made where there is none; an index leads into a list of tables. */
function tableAt(root: JsonObject, path: JsonPath): JsonObject {
  let here: Json = root;
  for (const [depth, key] of path.entries()) {
    const there: Json | undefined = valueAt(here, [key]);
    const next: Json = there ?? (typeof path[depth + 1] === 'number' ? [] : {});
    if (there === undefined && Array.isArray(here)) here.push(next);
    else if (there === undefined) define(here as JsonObject, String(key), next);
    here = next;
  }
  return here as JsonObject; // the parser refuses paths through anything else
}

function valueOf(node: AST.TOMLContentNode, text: string): Json {
  if (node.type === 'TOMLArray') return node.elements.map((element) => valueOf(element, text));
  if (node.type === 'TOMLInlineTable') {
    const table: JsonObject = {};
    fill(table, node.body, text);
    return table;
  }
  const source = text.slice(...node.range);
  if (node.kind === 'integer') return Number.isSafeInteger(node.value) ? node.value : source;
  if (node.kind === 'float') return Number.isFinite(node.value) ? node.value : source;
  return node.kind === 'string' || node.kind === 'boolean' ? node.value : source;
}
