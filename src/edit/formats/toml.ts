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
import type { Language } from './language.js';
import { Refusal, syntaxError } from './refusal.js';

/** What the library reads: dates are objects of its own, and large integers are `bigint`. */
type Table = Record<string, unknown>;

/** `[mcp_servers.name]` has lines of its own, and what is in it is in braces. */
const format = { inlineTableStart: 2 };

export const toml: Language = {
  parse: (text) => comparable(tableIn(text)),

  set(text, path, value) {
    const isNew = path.length <= 2 && valueAt(comparable(tableIn(text)), path) === undefined;
    const section = isNew && isObject(value) ? withSection(text, path, value) : undefined;
    if (section !== undefined) return section;
    const table = tableIn(text);
    parentOf(table, path)[String(path.at(-1))] = value;
    return patch(text, table, format);
  },

  remove(text, path) {
    const table = tableIn(text);
    Reflect.deleteProperty(parentOf(table, path), String(path.at(-1)));
    return patch(text, table, format);
  },
};

/** With a table at the end, as people write them; undefined where the tables before it have a form that excludes it. */
function withSection(text: string, path: JsonPath, value: JsonObject): string | undefined {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const header = /^\[[^\n]*\]\n\n(?=\[)/;
  const section = stringify(withValue({}, path, value), format)
    .trimEnd()
    .replace(header, '');
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const changed = text + `${gap}${section}\n`.replaceAll('\n', lineBreak);
  try {
    tableIn(changed);
    return changed;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
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
