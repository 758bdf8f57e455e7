import { parse, patch, stringify } from '@decimalturn/toml-patch';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import {
  defineMember,
  type Json,
  type JsonObject,
  type JsonPath,
  valueAt,
  withValue,
} from '../../model/json.js';
import { linesBelow, splice } from '../lines.js';
import type { Language } from './language.js';
import { EditRefusedError, syntaxError } from './refusal.js';

/** The values that the library returns: dates are objects of its own, and large integers are `bigint`. */
type TomlTable = Record<string, unknown>;

/** Depth of tables with headers: `[mcp_servers.name]` has lines of its own, and deeper tables are in braces. */
const format = { inlineTableStart: 2 };

export const toml: Language = {
  parse: (text) => comparable(tableIn(text)),

  set(text, path, value) {
    const isThere = valueAt(comparable(tableIn(text)), path) !== undefined;
    const addedText = isThere
      ? undefined
      : (withLine(text, path, value) ?? withSection(text, path, value));
    if (addedText !== undefined) return addedText;
    const table = tableIn(text);
    parentTable(table, path)[String(path.at(-1))] = value;
    return patch(text, table, format);
  },

  remove(text, path) {
    const allStatements = statements(text);
    const isOwn = (statement: Statement) =>
      path.every((key, index) => statement.path[index] === key);
    if (allStatements.some(isOwn)) return withoutStatements(text, allStatements, isOwn);
    const table = tableIn(text);
    const parent = parentTable(table, path);
    if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1);
    else Reflect.deleteProperty(parent, String(path.at(-1)));
    return patch(text, table, format);
  },
};

/** The header of a table, or a key with its value. */
interface Statement {
  /** Offsets of its lines, including the line end and a trailing comment. */
  start: number;
  end: number;
  /** Path from the root; for a table in a list, without its index. */
  path: readonly string[];
  isHeader: boolean;
  isInList: boolean;
}

/** Matches comments and strings, within which no statement ends, and the ends of statements. */
const TOKEN =
  /#[^\n]*|"""(?:\\[^]|[^\\])*?"{3,5}|'''[^]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[[\]{}=\n]|[^#"'[\]{}=\n]+/g;

function statements(text: string): Statement[] {
  const statementsFound: Statement[] = [];
  let header: readonly string[] = [];
  let isInList = false;
  let start = 0;
  let depth = 0;
  let equals: number | undefined;
  for (const { 0: token, index } of `${text}\n`.matchAll(TOKEN)) {
    if (/^[[{]$/.test(token)) depth++;
    else if (/^[\]}]$/.test(token)) depth--;
    else if (token === '=' && depth === 0) equals ??= index;
    if (token !== '\n' || depth > 0) continue;
    const end = Math.min(index + 1, text.length);
    const line = text.slice(start, end);
    const isHeader = /^\s*\[/.test(line);
    if (isHeader) {
      header = pathIn(line);
      isInList = /^\s*\[\[/.test(line);
    }
    if (isHeader || equals !== undefined) {
      const path = isHeader ? header : [...header, ...pathIn(`${text.slice(start, equals)}= 0`)];
      statementsFound.push({ start, end, path, isHeader, isInList });
    }
    start = end;
    equals = undefined;
  }
  return statementsFound;
}

/** Returns the path of a header, or of a key. */
function pathIn(statement: string): string[] {
  const path: string[] = [];
  let inner: unknown = parse(statement.trim());
  while (typeof inner === 'object' && inner !== null) {
    const [[key, value] = []] = Object.entries(Array.isArray(inner) ? (inner[0] as object) : inner);
    if (key === undefined) break;
    path.push(key);
    inner = value;
  }
  return path;
}

/**
 * Returns the text without some statements and the comments between two adjacent ones; other
 * comments belong to other statements.
 */
function withoutStatements(
  text: string,
  allStatements: readonly Statement[],
  isOwn: (statement: Statement) => boolean,
): string {
  let rest = text;
  for (const [index, statement] of [...allStatements.entries()].toReversed()) {
    if (!isOwn(statement)) continue;
    const [previousStatement, nextStatement] = [allStatements[index - 1], allStatements[index + 1]];
    const textBefore = rest.slice(0, statement.start);
    const textAfter = rest.slice(
      nextStatement && isOwn(nextStatement) ? nextStatement.start : statement.end,
    );
    const isFirst = !previousStatement || !isOwn(previousStatement);
    // A table is written below a blank line. If the last line has no line end, that stays so.
    const isBelowGap =
      isFirst && statement.isHeader && (textAfter === '' || /^\r?\n/.test(textAfter));
    const textAbove = isBelowGap ? textBefore.replace(/(^|\n)[ \t]*\r?\n$/, '$1') : textBefore;
    const isUnended = isFirst && textAfter === '' && !text.endsWith('\n');
    rest = isUnended ? textAbove.replace(/\r?\n$/, '') : textAbove + textAfter;
  }
  return rest;
}

/**
 * Returns the text with a key after the others of its table; undefined if the table has no header,
 * or is one of a list.
 */
function withLine(text: string, path: JsonPath, value: Json): string | undefined {
  const parent = path.slice(0, -1);
  const allStatements = statements(text);
  const index = allStatements.findIndex(
    ({ path: tablePath, isHeader, isInList }) =>
      isHeader &&
      !isInList &&
      tablePath.length === parent.length &&
      tablePath.every((key, index) => key === parent[index]),
  );
  if (index < 0 || parent.length < 2) return undefined;
  const nextHeader = allStatements.findIndex(
    ({ isHeader }, headerIndex) => headerIndex > index && isHeader,
  );
  const last = allStatements.at(nextHeader < 0 ? -1 : nextHeader - 1);
  if (!last) return undefined;
  const line = stringify(withValue({}, [String(path.at(-1))], value), { inlineTableStart: 0 });
  const changedText = linesBelow(text, last.end - 1, line.trimEnd());
  return isValid(changedText) ? changedText : undefined;
}

/** Returns the text with a new table at the end; undefined if the form of the previous tables excludes it. */
function withSection(text: string, path: JsonPath, value: Json): string | undefined {
  if (path.length > 2 || !isObject(value)) return undefined;
  const header = /^\[[^\n]*\]\n\n(?=\[)/;
  const section = stringify(withValue({}, path, value), format)
    .trimEnd()
    .replace(header, '');
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const changedText = splice(text, text.length, gap + section + (gap === '\n\n' ? '' : '\n'));
  return isValid(changedText) ? changedText : undefined;
}

function isValid(text: string): boolean {
  try {
    tableIn(text);
    return true;
  } catch (error) {
    if (error instanceof EditRefusedError) return false;
    throw error;
  }
}

/** Parses a text. @throws EditRefusedError */
function tableIn(text: string): TomlTable {
  try {
    return parse(text) as TomlTable;
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    const [head = '', ...otherLines] = error.message.split('\n');
    const message = otherLines.at(-1) ?? head;
    const [, line] = /\((\d+), \d+\)/.exec(head) ?? [];
    throw syntaxError(message.charAt(0).toLowerCase() + message.slice(1), Number(line ?? 1));
  }
}

/** Returns the table that contains a key, created if it is missing. */
function parentTable(table: TomlTable, path: JsonPath): TomlTable {
  let parent = table;
  for (const key of path.slice(0, -1)) parent = (parent[String(key)] ??= {}) as TomlTable;
  return parent;
}

/** Returns the value as JSON. Dates, and numbers that JavaScript cannot represent exactly, become strings. */
function comparable(value: unknown): Json {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'bigint' || value instanceof Date) return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value as Json; // a string or a boolean
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) defineMember(object, key, comparable(item));
  return object;
}
