import type { Column, Dialect, Table } from '../model.js';
import { checkOf } from '../../codegen/shape/valid.js';
import { familyOf, inputOf } from '../types.js';

/** A check constraint. */
export interface CheckRow {
  path: readonly string[];
  /** As SQL. */
  condition: string;
}

/**
 * The tables with the limits that their check constraints state. Other constraints stay with the database. A default
 * outside of the limits is none; the database fills in one that no argument can have, such as an infinite date.
 */
export function withLimits(
  tables: readonly Table[],
  checks: readonly CheckRow[],
  dialect: Dialect,
): Table[] {
  return tables.map((table) => {
    const own = checks.filter(({ path }) => path.join('.') === table.name);
    const found = own.flatMap(({ condition }) => [...limitsIn(condition)]);
    const columns = table.columns.map((column) => usable(limited(column, found, dialect), dialect));
    return { ...table, columns };
  });
}

function usable(column: Column, dialect: Dialect): Column {
  const { default: usual, ...others } = column;
  const { limits, ...plain } = others;
  const suits = (one: Column) => checkOf(inputOf(one, dialect), new Map())(usual);
  if (usual === undefined || suits(column)) return column;
  return limits && suits(plain) ? others : { ...others, filled: 'expression' };
}

function limited(
  column: Column,
  found: readonly (readonly [string, Limits])[],
  dialect: Dialect,
): Column {
  const isOwn = (name: string) =>
    dialect === 'postgres'
      ? name === column.name
      : name.toLowerCase() === column.name.toLowerCase();
  const stated = found.filter(([name]) => isOwn(name)).map(([, limits]) => limits);
  const limits = Object.assign(
    {},
    ...stated.filter((each) => suits(each, column, dialect)),
  ) as Limits;
  return Object.keys(limits).length > 0 ? { ...column, limits } : column;
}

/** Whether the limits are those of arguments: exact numbers and dates are strings in JSON. */
function suits(
  { enum: values = [], ...bounds }: Limits,
  column: Column,
  dialect: Dialect,
): boolean {
  const family = familyOf(column, dialect);
  const limits = [...values, ...Object.values(bounds)];
  if (family === 'text') return limits.every((each) => typeof each === 'string');
  if (family === 'integer' || family === 'int64')
    return limits.every((each) => Number.isSafeInteger(each));
  return family === 'number' && limits.every((each) => typeof each === 'number');
}

/** A constraint in the terms of JSON Schema. */
export type Limits = NonNullable<Column['limits']>;

type Token =
  { is: 'name' | 'text' | 'word' | 'sign'; text: string } | { is: 'number'; value: number };

const TOKENS =
  /\s+|::\s*(?:[a-z]+(?: [a-z]+)*|"[^"]*")(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?|[()[\],]|_[a-z0-9]+(?=\\?')|\\?'((?:[^'\\]|'')*)\\?'|"([^"]*)"|`([^`]*)`|(-?\d+(?:\.\d+)?)(?![\w.])|([a-z_]\w*)|([<>=]+)/iy;

/**
 * The limits of columns in a condition such as `state in ('new', 'paid') and quantity >= 1`, with the casts and brackets
 * that databases add; empty where it contains anything else.
 */
export function limitsIn(condition: string): Map<string, Limits> {
  const found = new Map<string, Limits>();
  const tokens = tokensOf(condition);
  for (let at = 0; tokens && at < tokens.length;) {
    const part = comparison(tokens, at) ?? between(tokens, at) ?? oneOf(tokens, at);
    const next = part && tokens[part.end];
    if (!part || (next && !(next.is === 'word' && next.text === 'and'))) return new Map();
    found.set(part.column, { ...found.get(part.column), ...part.limits });
    at = part.end + 1;
  }
  return found;
}

interface Part {
  column: string;
  limits: Limits;
  end: number;
}

const WORDS = ['and', 'or', 'not', 'in', 'any', 'array', 'between', 'is', 'null', 'like', 'case'];

/** Without brackets: where only `and` connects, they change nothing. Undefined where a character is none of these. */
function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.length) {
    const match = TOKENS.exec(text);
    if (!match) return undefined;
    const [, string, quoted, ticked, number, word, sign] = match;
    const name = quoted ?? ticked;
    if (string !== undefined) tokens.push({ is: 'text', text: string.replaceAll("''", "'") });
    else if (name !== undefined) tokens.push({ is: 'name', text: name });
    else if (number !== undefined) tokens.push({ is: 'number', value: Number(number) });
    else if (sign !== undefined) tokens.push({ is: 'sign', text: sign });
    else if (word !== undefined) {
      const lower = word.toLowerCase();
      tokens.push(WORDS.includes(lower) ? { is: 'word', text: lower } : { is: 'name', text: word });
    }
  }
  return tokens;
}

const BOUNDS: Readonly<Record<string, (value: number) => Limits>> = {
  '>=': (minimum) => ({ minimum }),
  '>': (exclusiveMinimum) => ({ exclusiveMinimum }),
  '<=': (maximum) => ({ maximum }),
  '<': (exclusiveMaximum) => ({ exclusiveMaximum }),
};

/** `quantity >= 1` */
function comparison(tokens: readonly Token[], at: number): Part | undefined {
  const [column, sign, limit] = tokens.slice(at, at + 3);
  if (column?.is !== 'name' || sign?.is !== 'sign' || limit?.is !== 'number') return undefined;
  const limits = BOUNDS[sign.text]?.(limit.value);
  return limits && { column: column.text, limits, end: at + 3 };
}

/** `quantity between 1 and 1000` */
function between(tokens: readonly Token[], at: number): Part | undefined {
  const [column, word, from, and, to] = tokens.slice(at, at + 5);
  if (column?.is !== 'name' || !isWord(word, 'between') || !isWord(and, 'and')) return undefined;
  if (from?.is !== 'number' || to?.is !== 'number') return undefined;
  const limits = { minimum: from.value, maximum: to.value };
  return { column: column.text, limits, end: at + 5 };
}

/** `state in ('new', 'paid')`; PostgreSQL: `state = ANY (ARRAY['new', 'paid'])`. */
function oneOf(tokens: readonly Token[], at: number): Part | undefined {
  const [column, first, second, third] = tokens.slice(at, at + 4);
  if (column?.is !== 'name') return undefined;
  const isArray =
    first?.is === 'sign' && first.text === '=' && isWord(second, 'any') && isWord(third, 'array');
  if (!isArray && !isWord(first, 'in')) return undefined;
  const start = at + (isArray ? 4 : 2);
  const after = tokens.findIndex(
    ({ is }, index) => index >= start && is !== 'text' && is !== 'number',
  );
  const end = after < 0 ? tokens.length : after;
  const values = tokens
    .slice(start, end)
    .map((token): string | number => ('value' in token ? token.value : token.text));
  return values.length === 0 ? undefined : { column: column.text, limits: { enum: values }, end };
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.is === 'word' && token.text === word;
