import { createCheck } from '../../codegen/zod-shape/valid.js';
import { commentLine } from '../identifiers.js';
import type { Column, Dialect, Table } from '../model.js';
import { defaultText } from '../statement.js';
import { argumentSchema, typeFamily } from '../types.js';

/** A check constraint. */
export interface CheckRow {
  path: readonly string[];
  /** SQL of the condition. */
  condition: string;
}

/**
 * Returns the tables with the limits that their check constraints state, also for references to
 * them. The database enforces other constraints. A default outside of the limits is dropped; the
 * database uses it where no argument can have it, such as an infinite date.
 */
export function withLimits(
  tables: readonly Table[],
  checks: readonly CheckRow[],
  dialect: Dialect,
): Table[] {
  const limitedTables = tables.map((table) => {
    const tableChecks = checks.filter(({ path }) => path.join('.') === table.name);
    const foundLimits = tableChecks.map(({ condition }) => [...limitsIn(condition, dialect)]);
    const isStated = ([name, limits]: readonly [string, ColumnLimits]) =>
      table.columns.some(
        (column) => isNameOf(name, column, dialect) && fitsArguments(limits, column, dialect),
      );
    const otherChecks = tableChecks.filter(
      (_, index) => !(foundLimits[index]?.length && foundLimits[index].every(isStated)),
    );
    const conditions = otherChecks
      .map(({ condition }) => conditionText(condition))
      .filter(isPresentable);
    const columns = table.columns.map((column) =>
      withUsableDefault(withColumnLimits(column, foundLimits.flat(), dialect), dialect),
    );
    return { ...table, columns, ...(conditions.length > 0 && { checks: conditions }) };
  });
  const referencedLimits = ({ references }: Column) =>
    limitedTables
      .find(({ name }) => name === references?.table)
      ?.columns.find(({ name }) => name === references?.column)?.limits;
  return limitedTables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const limits = { ...referencedLimits(column), ...column.limits };
      return Object.keys(limits).length > 0 ? { ...column, limits } : column;
    }),
  }));
}

/** Returns the condition without the casts, character sets and quotes that databases add, shortened. */
const conditionText = (condition: string): string =>
  commentLine(
    condition.replaceAll(/_\w+(?=\\?')|[`\\]|::[a-z]+( [a-z]+)*(\(\d+(,\d+)?\))?(\[\])?/g, ''),
    MAX_CHARACTERS,
  );
const MAX_CHARACTERS = 120;

/** Returns whether a condition is short enough to be shown, and not that of the type JSON in MariaDB. */
const isPresentable = (text: string): boolean => !/…$|^json_valid\(/.test(text);

const isNameOf = (name: string, column: Column, dialect: Dialect): boolean =>
  dialect === 'postgres' ? name === column.name : name.toLowerCase() === column.name.toLowerCase();

function withUsableDefault(column: Column, dialect: Dialect): Column {
  const { default: defaultValue, ...otherKeys } = column;
  const { limits, ...withoutLimits } = otherKeys;
  const acceptsDefault = (candidate: Column) =>
    createCheck(argumentSchema(candidate, dialect), new Map())(defaultValue);
  if (defaultValue === undefined || acceptsDefault(column)) return column;
  return limits && acceptsDefault(withoutLimits)
    ? otherKeys
    : { ...otherKeys, constant: defaultText(column, dialect) };
}

function withColumnLimits(
  column: Column,
  foundLimits: readonly (readonly [string, ColumnLimits])[],
  dialect: Dialect,
): Column {
  const statedLimits = foundLimits
    .filter(([name]) => isNameOf(name, column, dialect))
    .map(([, limits]) => limits);
  const limits = Object.assign(
    {},
    ...statedLimits.filter((limit) => fitsArguments(limit, column, dialect)),
  ) as ColumnLimits;
  return Object.keys(limits).length > 0 ? { ...column, limits } : column;
}

/** Returns whether limits fit the values of arguments: exact numbers and dates are strings in JSON. */
function fitsArguments(
  { enum: values = [], minLength, maxLength, ...bounds }: ColumnLimits,
  column: Column,
  dialect: Dialect,
): boolean {
  const family = typeFamily(column, dialect);
  const limits = [...values, ...Object.values(bounds)];
  if (family === 'text') return limits.every((limit) => typeof limit === 'string');
  if ((minLength ?? maxLength) !== undefined) return false;
  if (family === 'integer' || family === 'int64')
    return limits.every((limit) => Number.isSafeInteger(limit));
  return family === 'number' && limits.every((limit) => typeof limit === 'number');
}

/** A constraint in the terms of JSON Schema. */
export type ColumnLimits = NonNullable<Column['limits']>;

type ConditionToken =
  { is: 'name' | 'text' | 'word' | 'sign'; text: string } | { is: 'number'; value: number };

const TOKENS =
  /\s+|both\s+from\b|::\s*(?:[a-z]+(?: [a-z]+)*|"[^"]*")(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?|[()[\],]|_[a-z0-9]+(?=\\?')|\\?'((?:[^'\\]|'')*)\\?'|"([^"]*)"|`([^`]*)`|(-?\d+(?:\.\d+)?)(?![\w.])|([a-z_]\w*)|([<>=]+|!=)/iy;

/**
 * Returns the limits of columns in a condition such as `state in ('new', 'paid') and length(name)
 * <= 80`, with the casts and parentheses that databases add, also if it permits null. Empty if
 * anything but `and` connects its parts. The database enforces all other parts.
 */
export function limitsIn(condition: string, dialect: Dialect): Map<string, ColumnLimits> {
  const limitsByColumn = new Map<string, ColumnLimits>();
  const allTokens = conditionTokens(condition) ?? [];
  const { tokens, nullable } = withoutNull(allTokens);
  if (CONNECTIVES.some((word) => tokens.some((token) => isWord(token, word))))
    return limitsByColumn;
  for (let tokenIndex = 0; tokenIndex < tokens.length;) {
    const part = partAt(tokens, tokenIndex, dialect);
    const nextToken = part && tokens[part.end];
    if (
      part &&
      (!nextToken || isWord(nextToken, 'and')) &&
      (nullable ?? part.column) === part.column
    )
      limitsByColumn.set(part.column, { ...limitsByColumn.get(part.column), ...part.limits });
    const endIndex = tokens.findIndex(
      (token, index) => index >= (part?.end ?? tokenIndex) && isWord(token, 'and'),
    );
    tokenIndex = endIndex < 0 ? tokens.length : endIndex + 1;
  }
  return limitsByColumn;
}

/** Returns the condition without the alternative that a column is null: `note is null or …`. */
function withoutNull(tokens: readonly ConditionToken[]): {
  tokens: readonly ConditionToken[];
  nullable?: string;
} {
  const [column, isToken, value, orToken] = tokens;
  const isMatch =
    column?.is === 'name' &&
    isWord(isToken, 'is') &&
    isWord(value, 'null') &&
    isWord(orToken, 'or');
  return isMatch ? { tokens: tokens.slice(4), nullable: column.text } : { tokens };
}

interface ConditionPart {
  column: string;
  limits: ColumnLimits;
  end: number;
}

function partAt(
  tokens: readonly ConditionToken[],
  index: number,
  dialect: Dialect,
): ConditionPart | undefined {
  const [first, second, third] = tokens.slice(index, index + 3);
  if (!isNamed(first, LENGTH[dialect]) || second?.is !== 'name')
    return (
      comparisonPart(tokens, index) ??
      betweenPart(tokens, index) ??
      choicePart(tokens, index) ??
      notEmptyPart(tokens, index)
    );
  const isTrimmed = isNamed(second, /^b?trim$/i) && third?.is === 'name';
  const start = index + (isTrimmed ? 2 : 1);
  const part = comparisonPart(tokens, start) ?? betweenPart(tokens, start);
  return part && { ...part, limits: textLimits(part.limits, isTrimmed) };
}

/** Functions for the length in characters; other functions of MySQL count bytes. */
const LENGTH: Readonly<Record<Dialect, RegExp>> = {
  postgres: /^(char(acter)?_)?length$/i,
  mysql: /^char(acter)?_length$/i,
  sqlite: /^length$/i,
};

/**
 * Returns the length limits of a text.
 * @param isTrimmed whether the text may have surrounding spaces, which are not counted
 */
function textLimits(
  { minimum, exclusiveMinimum = -1, maximum, exclusiveMaximum = Infinity }: ColumnLimits,
  isTrimmed: boolean,
): ColumnLimits {
  const minLength = minimum ?? exclusiveMinimum + 1;
  const maxLength = isTrimmed ? Infinity : (maximum ?? exclusiveMaximum - 1);
  return { ...(minLength > 0 && { minLength }), ...(maxLength < Infinity && { maxLength }) };
}

const WORDS = [
  'and',
  'or',
  'not',
  'in',
  'any',
  'array',
  'between',
  'is',
  'null',
  'like',
  'case',
  'xor',
];
/** Words after which a part is not a condition of its own. */
const CONNECTIVES = ['or', 'not', 'case', 'xor'];

/**
 * Returns the tokens without parentheses, which change nothing if only `and` connects parts.
 * Undefined if a character belongs to no token.
 */
function conditionTokens(text: string): ConditionToken[] | undefined {
  const tokens: ConditionToken[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.length) {
    const match = TOKENS.exec(text);
    if (!match) return undefined;
    const [, string, quotedName, backtickedName, number, word, sign] = match;
    const name = quotedName ?? backtickedName;
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

const BOUNDS: Readonly<Record<string, (value: number) => ColumnLimits>> = {
  '>=': (minimum) => ({ minimum }),
  '>': (exclusiveMinimum) => ({ exclusiveMinimum }),
  '<=': (maximum) => ({ maximum }),
  '<': (exclusiveMaximum) => ({ exclusiveMaximum }),
  '=': (value) => ({ minimum: value, maximum: value }),
};

/** Returns a part such as `quantity >= 1`. */
function comparisonPart(
  tokens: readonly ConditionToken[],
  index: number,
): ConditionPart | undefined {
  const [column, sign, limit] = tokens.slice(index, index + 3);
  if (column?.is !== 'name' || sign?.is !== 'sign' || limit?.is !== 'number') return undefined;
  const limits = BOUNDS[sign.text]?.(limit.value);
  return limits && { column: column.text, limits, end: index + 3 };
}

/** Returns a part such as `quantity between 1 and 1000`. */
function betweenPart(tokens: readonly ConditionToken[], index: number): ConditionPart | undefined {
  const [column, betweenToken, minimumToken, andToken, maximumToken] = tokens.slice(
    index,
    index + 5,
  );
  if (column?.is !== 'name' || !isWord(betweenToken, 'between') || !isWord(andToken, 'and'))
    return undefined;
  if (minimumToken?.is !== 'number' || maximumToken?.is !== 'number') return undefined;
  const limits = { minimum: minimumToken.value, maximum: maximumToken.value };
  return { column: column.text, limits, end: index + 5 };
}

/** Returns a part such as `state in ('new', 'paid')`; in PostgreSQL, `state = ANY (ARRAY['new', 'paid'])`. */
function choicePart(
  tokens: readonly ConditionToken[],
  startIndex: number,
): ConditionPart | undefined {
  const [column, first, second, third] = tokens.slice(startIndex, startIndex + 4);
  if (column?.is !== 'name') return undefined;
  const isArray =
    first?.is === 'sign' && first.text === '=' && isWord(second, 'any') && isWord(third, 'array');
  if (!isArray && !isWord(first, 'in')) return undefined;
  const start = startIndex + (isArray ? 4 : 2);
  const endIndex = tokens.findIndex(
    ({ is }, index) => index >= start && is !== 'text' && is !== 'number',
  );
  const end = endIndex < 0 ? tokens.length : endIndex;
  const values = tokens
    .slice(start, end)
    .map((token): string | number => ('value' in token ? token.value : token.text));
  return values.length === 0 ? undefined : { column: column.text, limits: { enum: values }, end };
}

/** Returns a part such as `name <> ''`. */
function notEmptyPart(tokens: readonly ConditionToken[], index: number): ConditionPart | undefined {
  const [column, sign, text] = tokens.slice(index, index + 3);
  if (column?.is !== 'name' || sign?.is !== 'sign' || text?.is !== 'text') return undefined;
  const isMatch = ['<>', '!='].includes(sign.text) && text.text === '';
  return isMatch ? { column: column.text, limits: { minLength: 1 }, end: index + 3 } : undefined;
}

const isNamed = (token: ConditionToken | undefined, name: RegExp): boolean =>
  token?.is === 'name' && name.test(token.text);

const isWord = (token: ConditionToken | undefined, word: string): boolean =>
  token?.is === 'word' && token.text === word;
