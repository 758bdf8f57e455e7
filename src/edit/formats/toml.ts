import { parse, patch, stringify } from '@decimalturn/toml-patch';
import {
  define,
  isObject,
  type Json,
  type JsonObject,
  type JsonPath,
  valueAt,
  withValue,
} from '../../model/json.js';
import { linesBelow, splice } from '../lines.js';
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

/** What the library reads: dates are objects of its own, and large integers are `bigint`. */
type Table = Record<string, unknown>;

/** `[mcp_servers.name]` has lines of its own, and what is in it is in braces. */
const format = { inlineTableStart: 2 };

export const toml: Language = {
  parse: (text) => comparable(tableIn(text)),

  set(text, path, value) {
    const isThere = valueAt(comparable(tableIn(text)), path) !== undefined;
    const added = isThere
      ? undefined
      : (withLine(text, path, value) ?? withSection(text, path, value));
    if (added !== undefined) return added;
    const table = tableIn(text);
    parentOf(table, path)[String(path.at(-1))] = value;
    return patch(text, table, format);
  },

  remove(text, path) {
    const all = statements(text);
    const isOwn = (one: Statement) => path.every((key, index) => one.path[index] === key);
    if (all.some(isOwn)) return withoutStatements(text, all, isOwn);
    const table = tableIn(text);
    const parent = parentOf(table, path);
    if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1);
    else Reflect.deleteProperty(parent, String(path.at(-1)));
    return patch(text, table, format);
  },
};

/** The header of a table, or a key with its value. */
interface Statement {
  /** Offsets of its lines, with the line end and a comment behind it. */
  start: number;
  end: number;
  /** From the root; of a table in a list, without its index. */
  path: readonly string[];
  isHeader: boolean;
  isInList: boolean;
}

/** Comments, texts and whatever else ends a statement or not. */
const TOKEN =
  /#[^\n]*|"""(?:\\[^]|[^\\])*?"{3,5}|'''[^]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[[\]{}=\n]|[^#"'[\]{}=\n]+/g;

/** The statements of a valid text. */
function statements(text: string): Statement[] {
  const found: Statement[] = [];
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
      found.push({ start, end, path, isHeader, isInList });
    }
    start = end;
    equals = undefined;
  }
  return found;
}

/** The path of a header, or of a key. */
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

/** Without statements, and the comments between two that follow each other; others belong to what is around them. */
function withoutStatements(
  text: string,
  all: readonly Statement[],
  isOwn: (one: Statement) => boolean,
): string {
  let rest = text;
  for (const [index, one] of [...all.entries()].toReversed()) {
    if (!isOwn(one)) continue;
    const [previous, next] = [all[index - 1], all[index + 1]];
    const before = rest.slice(0, one.start);
    const after = rest.slice(next && isOwn(next) ? next.start : one.end);
    const isFirst = !previous || !isOwn(previous);
    // A table is written below a blank line, and a missing line end after the last line stays missing.
    const isBelowGap = isFirst && one.isHeader && (after === '' || /^\r?\n/.test(after));
    const above = isBelowGap ? before.replace(/(^|\n)[ \t]*\r?\n$/, '$1') : before;
    const isUnended = isFirst && after === '' && !text.endsWith('\n');
    rest = isUnended ? above.replace(/\r?\n$/, '') : above + after;
  }
  return rest;
}

/** With a key below the others of its table; undefined where that has no header, or is one of a list. */
function withLine(text: string, path: JsonPath, value: Json): string | undefined {
  const parent = path.slice(0, -1);
  const all = statements(text);
  const index = all.findIndex(
    ({ path: own, isHeader, isInList }) =>
      isHeader &&
      !isInList &&
      own.length === parent.length &&
      own.every((key, at) => key === parent[at]),
  );
  if (index < 0 || parent.length < 2) return undefined;
  const next = all.findIndex(({ isHeader }, at) => at > index && isHeader);
  const last = all.at(next < 0 ? -1 : next - 1);
  if (!last) return undefined;
  const line = stringify(withValue({}, [String(path.at(-1))], value), { inlineTableStart: 0 });
  const changed = linesBelow(text, last.end - 1, line.trimEnd());
  return isValid(changed) ? changed : undefined;
}

/** With a table at the end, as people write them; undefined where the tables before it have a form that excludes it. */
function withSection(text: string, path: JsonPath, value: Json): string | undefined {
  if (path.length > 2 || !isObject(value)) return undefined;
  const header = /^\[[^\n]*\]\n\n(?=\[)/;
  const section = stringify(withValue({}, path, value), format)
    .trimEnd()
    .replace(header, '');
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const changed = splice(text, text.length, gap + section + (gap === '\n\n' ? '' : '\n'));
  return isValid(changed) ? changed : undefined;
}

function isValid(text: string): boolean {
  try {
    tableIn(text);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** @throws Refusal */
function tableIn(text: string): Table {
  try {
    return parse(text) as Table;
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    const [head = '', ...others] = error.message.split('\n');
    const message = others.at(-1) ?? head;
    const [, line] = /\((\d+), \d+\)/.exec(head) ?? [];
    throw syntaxError(message.charAt(0).toLowerCase() + message.slice(1), Number(line ?? 1));
  }
}

/** The table around a key; made where there is none. */
function parentOf(table: Table, path: JsonPath): Table {
  let parent = table;
  for (const key of path.slice(0, -1)) parent = (parent[String(key)] ??= {}) as Table;
  return parent;
}

/** As JSON; dates, and numbers that JavaScript does not hold exactly, as texts. */
function comparable(value: unknown): Json {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'bigint' || value instanceof Date) return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value as Json; // a text or a boolean
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) define(object, key, comparable(item));
  return object;
}
