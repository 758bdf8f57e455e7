import { StartError } from '../utils/start-error.js';
import { type Dialect, quotedEnd } from './quoted.js';

/** The parameter that is the caller, and never an argument. */
export const USER = 'principal.user_id';

const CALLER = `:${USER}`;
const CAST_CALLER = /^:principal\.user_id(\s*::[\w\s."]+(\([\d,\s]+\))?)*$/;

/** Expressions that are equal only where all bytes of two texts are. */
const BYTES: Readonly<Record<Dialect, (text: string) => string>> = {
  // The caller is a text here, even where the column makes them a number, a UUID or a citext.
  postgres: (text) => `${CAST_CALLER.test(text) ? CALLER : `(${text})`}::text collate "C"`,
  // Even "utf8mb4_bin" ignores trailing spaces.
  mysql: (text) => `cast(convert(${text} using utf8mb4) as binary)`,
  sqlite: (text) => `cast(${text} as text) collate binary`,
};

/**
 * A statement that tells callers apart by bytes, whatever types and collations its columns have: OpenID Connect Core 2,
 * `sub` is case-sensitive. Next to `owner = :principal.user_id`, which an index serves, it compares the bytes; so do `<>`,
 * `in`, and comparisons with expressions of the caller.
 */
export function byBytes(source: string, dialect: Dialect): string {
  if (!source.includes(CALLER)) return source;
  const tokens = tokensOf(source, dialect);
  const textAt = (at: number) => tokens[at]?.text ?? '';
  const found = new Map<number, Comparison>();
  for (const at of tokens.keys()) {
    const comparison = textAt(at) === CALLER ? comparisonOf(tokens, at) : undefined;
    if (comparison) found.set(comparison.from, comparison);
  }
  const written = (from: number, to: number, outer?: Comparison): string => {
    let text = '';
    for (let at = from; at <= to; at++) {
      const inner = found.get(at) === outer ? undefined : found.get(at);
      text += inner ? compared(inner) : source.slice(tokens[at]?.start, tokens[at]?.end);
      at = inner?.to ?? at;
      if (at < to) text += source.slice(tokens[at]?.end, tokens[at + 1]?.start);
    }
    return text;
  };
  const bytesOf = (from: number, to: number, outer: Comparison): string | undefined => {
    const isList = textAt(from) === '(' && tokens[from]?.pair === to;
    if (ROWS.test(textAt(isList ? from + 1 : from))) return undefined;
    if (!isList) return BYTES[dialect](written(from, to, outer));
    const commas = topLevel(tokens, from + 1, to - 1).filter((at) => textAt(at) === ',');
    const items = [from, ...commas].map((before, index) =>
      bytesOf(before + 1, (commas[index] ?? to) - 1, outer),
    );
    return items.includes(undefined) ? undefined : `(${items.join(', ')})`;
  };
  const compared = (comparison: Comparison): string => {
    const { from, sign, to } = comparison;
    const plain = written(from, to, comparison);
    const left = bytesOf(from, sign - 1, comparison);
    const right = bytesOf(sign + 1, to, comparison);
    if (left === undefined || right === undefined) return plain;
    const bytes = `${left} ${textAt(sign)} ${right}`;
    return EQUALS.test(textAt(sign)) ? `(${plain} and ${bytes})` : `(${bytes})`;
  };
  const start = tokens[0]?.start;
  return source.slice(0, start) + written(0, tokens.length - 1) + source.slice(tokens.at(-1)?.end);
}

/** Indexes of tokens. */
interface Comparison {
  from: number;
  sign: number;
  to: number;
}

/** Signs whose other side is a pattern: an ID with "%" would match those of others. */
const PATTERNS = /^(like|ilike|similar|glob|match|regexp|rlike|~.*|!~.*)$/;
const EQUALS = /^(==?|<=>|in)$/;
/** Operators that compare. */
const SIGNS =
  /^(in|not in|like|ilike|similar|glob|match|regexp|rlike|between|isnull|notnull|(?!(->>?|#>>?|@>|<@|<<|>>|=>)$)[-+*/@#%^&|?]*[<>=~!].*)$/;
/** They begin rows, or the items of an array. */
const ROWS = /^(select|with|values|any|some|all)$/;
/** Words beside expressions. */
const EDGES =
  /^(and|or|xor|not|on|where|having|when|then|else|case|end|select|distinct|set|update|returning|by|from|using|join|straight_join|inner|full|cross|natural|order|asc|desc|nulls|group|limit|offset|fetch|union|intersect|except|window|for|lock|with|as|into|is)$/;
/** What lists of expressions and of assignments follow. */
const CLAUSES = /^(set|update|select|where|having|returning|by|on)$/;

/** The comparison that the caller is part of, directly or in the arguments of functions. */
function comparisonOf(tokens: readonly Token[], caller: number): Comparison | undefined {
  const textAt = (at: number) => tokens[at]?.text ?? '';
  for (let [from, to] = [caller, caller]; ;) {
    while (!isEdge(tokens, from - 1, -1)) from = tokens[from - 1]?.pair ?? from - 1;
    while (!isEdge(tokens, to + 1, 1)) to = tokens[to + 1]?.pair ?? to + 1;
    const signs = topLevel(tokens, from, to).filter((at) => SIGNS.test(textAt(at)));
    const [sign] = signs;
    if (sign !== undefined) {
      if (PATTERNS.test(textAt(sign)))
        throw new StartError(
          `":${USER}" must not be part of "${textAt(sign)}": compare it with "=".`,
        );
      const isKnown = signs.length === 1 && /^(==?|<=>|in|<>|!=|not in)$/.test(textAt(sign));
      const isComplete = from < sign && sign < to && !isAssigned(tokens, from - 1);
      return isKnown && isComplete ? { from, sign, to } : undefined;
    }
    const open = leftward(tokens, from - 1, EDGES);
    if (textAt(open) !== '(' || !/^([,)]|as|using)$/.test(textAt(to + 1))) return undefined;
    [from, to] = [open, tokens[open]?.pair ?? to];
  }
}

/** Whether `column = …` sets the column. @param before what precedes it */
function isAssigned(tokens: readonly Token[], before: number): boolean {
  const { text } = tokens[before] ?? {};
  const clause = tokens[text === ',' ? leftward(tokens, before, CLAUSES) : before]?.text ?? '';
  return /^(set|update)$/.test(clause);
}

/** The token from here to the left that matches, or the bracket that opens around it; -1 without either. */
function leftward(tokens: readonly Token[], from: number, pattern: RegExp): number {
  for (let at = from; at >= 0; at--) {
    const { text = '', pair = at } = tokens[at] ?? {};
    if (pattern.test(text) || pair > at) return at;
    at = pair;
  }
  return -1;
}

/** Whether an expression ends before this token. @param step the direction of its end */
function isEdge(tokens: readonly Token[], at: number, step: 1 | -1): boolean {
  const { text, pair } = tokens[at] ?? { text: ';' };
  if (/^[[\]()]$/.test(text)) return pair === undefined || (pair - at) * step < 0;
  if (/^(left|right)$/.test(text)) return tokens[at + 1]?.text !== '(';
  return /^[,;]$/.test(text) || (EDGES.test(text) && tokens[at - 1]?.text !== '.');
}

/** Indexes of the tokens that are in no brackets of their own. */
function topLevel(tokens: readonly Token[], from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; at = Math.max(at, tokens[at]?.pair ?? at) + 1) found.push(at);
  return found;
}

/** Operators of MySQL that are words elsewhere. */
const CONNECTIVES: Readonly<Partial<Record<Dialect, Readonly<Record<string, string>>>>> = {
  mysql: { '||': 'or', '&&': 'and' },
};

/** A word in lower case, an operator, a parameter, or quoted text as it is. */
interface Token {
  text: string;
  start: number;
  end: number;
  /** Index of the other bracket. */
  pair?: number;
}

const PART =
  /\s+|not\s+in\b|:principal\.user_id\b|::?=?[a-z_]*\w*|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|[^]/iuy;
const OPERATOR = /[-+*/<>=~!@#%^&|?]/;

/** Without spaces and comments. */
export function tokensOf(source: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  for (let start = 0, end; start < source.length; start = end) {
    const isOperator = (at: number) =>
      OPERATOR.test(source.charAt(at)) && quotedEnd(source, at, dialect) === at;
    end = quotedEnd(source, start, dialect);
    if (end > start && /[-/#]/.test(source.charAt(start))) continue;
    if (end === start) while (isOperator(end)) end++;
    PART.lastIndex = start;
    if (end === start) end += PART.exec(source)?.[0].length ?? 1;
    const text = source.slice(start, end).toLowerCase().replace(/\s+/g, ' ');
    if (text === ' ') continue;
    const token: Token = { text: CONNECTIVES[dialect]?.[text] ?? text, start, end };
    if (/^[[(]$/.test(text)) open.push(tokens.length);
    const pair = /^[)\]]$/.test(text) ? open.pop() : undefined;
    const first = tokens[pair ?? -1];
    if (pair !== undefined && first) {
      token.pair = pair;
      first.pair = tokens.length;
    }
    tokens.push(token);
  }
  return tokens;
}
