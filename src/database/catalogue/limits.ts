import { checkOf } from '../../codegen/shape/valid.js';
import type { Column, Dialect, Table } from '../model.js';
import { oneLine } from '../names.js';
import { familyOf, inputOf } from '../types.js';

/** A check constraint. */
export interface CheckRow {
  path: readonly string[];
  /** As SQL. */
  condition: string;
}

/**
 * The tables with the limits that their check constraints state, also of the rows that they refer to. Other constraints
 * stay with the database. A default outside of the limits is none; the database fills in one that no argument can have,
 * such as an infinite date.
 */
export function withLimits(
  tables: readonly Table[],
  checks: readonly CheckRow[],
  dialect: Dialect,
): Table[] {
  const all = tables.map((table) => {
    const own = checks.filter(({ path }) => path.join('.') === table.name);
    const found = own.map(({ condition }) => [...limitsIn(condition, dialect)]);
    const isStated = ([name, limits]: readonly [string, Limits]) =>
      table.columns.some(
        (column) => isNameOf(name, column, dialect) && suits(limits, column, dialect),
      );
    const others = own.filter((_, at) => !(found[at]?.length && found[at].every(isStated)));
    const conditions = others.map(({ condition }) => conditionText(condition)).filter(isTelling);
    const columns = table.columns.map((column) =>
      usable(limited(column, found.flat(), dialect), dialect),
    );
    return { ...table, columns, ...(conditions.length > 0 && { checks: conditions }) };
  });
  const limitsOf = ({ references }: Column) =>
    all
      .find(({ name }) => name === references?.table)
      ?.columns.find(({ name }) => name === references?.column)?.limits;
  return all.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const limits = { ...limitsOf(column), ...column.limits };
      return Object.keys(limits).length > 0 ? { ...column, limits } : column;
    }),
  }));
}

/** Without what databases add to it. */
const conditionText = (condition: string): string =>
  oneLine(
    condition.replaceAll(/_\w+(?=\\?')|[`\\]|::[a-z]+( [a-z]+)*(\(\d+(,\d+)?\))?(\[\])?/g, ''),
    MOST_CHARACTERS,
  );
const MOST_CHARACTERS = 120;

/** Whether it is short, and not that of the type JSON in MariaDB. */
const isTelling = (text: string): boolean => !/…$|^json_valid\(/.test(text);

const isNameOf = (name: string, column: Column, dialect: Dialect): boolean =>
  dialect === 'postgres' ? name === column.name : name.toLowerCase() === column.name.toLowerCase();

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
  const stated = found
    .filter(([name]) => isNameOf(name, column, dialect))
    .map(([, limits]) => limits);
  const limits = Object.assign(
    {},
    ...stated.filter((each) => suits(each, column, dialect)),
  ) as Limits;
  return Object.keys(limits).length > 0 ? { ...column, limits } : column;
}

/** Whether the limits are those of arguments: exact numbers and dates are strings in JSON. */
function suits(
  { enum: values = [], minLength, maxLength, ...bounds }: Limits,
  column: Column,
  dialect: Dialect,
): boolean {
  const family = familyOf(column, dialect);
  const limits = [...values, ...Object.values(bounds)];
  if (family === 'text') return limits.every((each) => typeof each === 'string');
  if ((minLength ?? maxLength) !== undefined) return false;
  if (family === 'integer' || family === 'int64')
    return limits.every((each) => Number.isSafeInteger(each));
  return family === 'number' && limits.every((each) => typeof each === 'number');
}

/** A constraint in the terms of JSON Schema. */
export type Limits = NonNullable<Column['limits']>;

type Token =
  { is: 'name' | 'text' | 'word' | 'sign'; text: string } | { is: 'number'; value: number };

const TOKENS =
  /\s+|both\s+from\b|::\s*(?:[a-z]+(?: [a-z]+)*|"[^"]*")(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?|[()[\],]|_[a-z0-9]+(?=\\?')|\\?'((?:[^'\\]|'')*)\\?'|"([^"]*)"|`([^`]*)`|(-?\d+(?:\.\d+)?)(?![\w.])|([a-z_]\w*)|([<>=]+|!=)/iy;

/**
 * The limits of columns in a condition such as `state in ('new', 'paid') and length(name) <= 80`, with the casts and brackets
 * that databases add, also where it permits null. Empty where something else than `and` connects its parts; what a part
 * says otherwise stays with the database.
 */
export function limitsIn(condition: string, dialect: Dialect): Map<string, Limits> {
  const found = new Map<string, Limits>();
  const all = tokensOf(condition) ?? [];
  const { tokens, nullable } = withoutNull(all);
  if (CONNECTED.some((word) => tokens.some((token) => isWord(token, word)))) return found;
  for (let at = 0; at < tokens.length;) {
    const part = partAt(tokens, at, dialect);
    const next = part && tokens[part.end];
    if (part && (!next || isWord(next, 'and')) && (nullable ?? part.column) === part.column)
      found.set(part.column, { ...found.get(part.column), ...part.limits });
    const after = tokens.findIndex(
      (token, index) => index >= (part?.end ?? at) && isWord(token, 'and'),
    );
    at = after < 0 ? tokens.length : after + 1;
  }
  return found;
}

/** What a condition says of a column that may be null: `note is null or …`. */
function withoutNull(tokens: readonly Token[]): { tokens: readonly Token[]; nullable?: string } {
  const [column, is, value, or] = tokens;
  const isSo =
    column?.is === 'name' && isWord(is, 'is') && isWord(value, 'null') && isWord(or, 'or');
  return isSo ? { tokens: tokens.slice(4), nullable: column.text } : { tokens };
}

interface Part {
  column: string;
  limits: Limits;
  end: number;
}

function partAt(tokens: readonly Token[], at: number, dialect: Dialect): Part | undefined {
  const [first, second, third] = tokens.slice(at, at + 3);
  if (!isNamed(first, LENGTH[dialect]) || second?.is !== 'name')
    return (
      comparison(tokens, at) ?? between(tokens, at) ?? oneOf(tokens, at) ?? present(tokens, at)
    );
  const isTrimmed = isNamed(second, /^b?trim$/i) && third?.is === 'name';
  const start = at + (isTrimmed ? 2 : 1);
  const part = comparison(tokens, start) ?? between(tokens, start);
  return part && { ...part, limits: lengthsOf(part.limits, isTrimmed) };
}

/** In characters: MySQL counts bytes otherwise. */
const LENGTH: Readonly<Record<Dialect, RegExp>> = {
  postgres: /^(char(acter)?_)?length$/i,
  mysql: /^char(acter)?_length$/i,
  sqlite: /^length$/i,
};

/** @param isTrimmed a text may have spaces around it */
function lengthsOf(
  { minimum, exclusiveMinimum = -1, maximum, exclusiveMaximum = Infinity }: Limits,
  isTrimmed: boolean,
): Limits {
  const minLength = minimum ?? exclusiveMinimum + 1;
  const maxLength = isTrimmed ? Infinity : (maximum ?? exclusiveMaximum - 1);
  return { ...(minLength > 0 && { minLength }), ...(maxLength < Infinity && { maxLength }) };
}

const WORDS = ['and', 'or', 'not', 'in', 'any', 'array', 'between', 'is', 'null', 'like', 'case', 'xor']; // prettier-ignore
/** After these, a part does not hold by itself. */
const CONNECTED = ['or', 'not', 'case', 'xor'];

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
  '=': (value) => ({ minimum: value, maximum: value }),
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

/** `name <> ''` */
function present(tokens: readonly Token[], at: number): Part | undefined {
  const [column, sign, text] = tokens.slice(at, at + 3);
  if (column?.is !== 'name' || sign?.is !== 'sign' || text?.is !== 'text') return undefined;
  const isSo = ['<>', '!='].includes(sign.text) && text.text === '';
  return isSo ? { column: column.text, limits: { minLength: 1 }, end: at + 3 } : undefined;
}

const isNamed = (token: Token | undefined, name: RegExp): boolean =>
  token?.is === 'name' && name.test(token.text);

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.is === 'word' && token.text === word;
