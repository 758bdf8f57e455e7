import { StartError } from '../utils/start-error.js';
import { type Dialect, quotedEnd } from './quoted.js';

/** Name of the parameter for the caller, which is never an argument. */
export const CALLER_NAME = 'principal.user_id';

const CALLER_PARAMETER = `:${CALLER_NAME}`;
const CAST_CALLER = /^:principal\.user_id(\s*::[\w\s."]+(\([\d,\s]+\))?)*$/;

/** Expressions that are equal only if all bytes of two texts are equal. */
const BYTE_FORMS: Readonly<Record<Dialect, (text: string) => string>> = {
  // The caller is a text here, even if the column makes the caller a number, a UUID or a citext.
  postgres: (text) =>
    `${CAST_CALLER.test(text) ? CALLER_PARAMETER : `(${text})`}::text collate "C"`,
  // Even "utf8mb4_bin" ignores trailing spaces.
  mysql: (text) => `cast(convert(${text} using utf8mb4) as binary)`,
  sqlite: (text) => `cast(${text} as text) collate binary`,
};

const EQUALS = /^(==?|<=>|in)$/;

/** Words that begin rows, or the items of an array. */
const ROWS = /^(select|with|values|any|some|all)$/;

/**
 * Makes a statement compare callers by bytes, whatever types and collations its columns have: in
 * OpenID Connect Core 2, `sub` is case-sensitive. The comparison of bytes is added to equality and
 * `in`, such as `owner = :principal.user_id`, which an index serves, and replaces `<>` and other
 * comparisons. The same applies to expressions of the caller.
 */
export function compareByBytes(source: string, dialect: Dialect): string {
  if (!source.includes(CALLER_PARAMETER)) return source;
  const tokens = sqlTokens(source, dialect);
  const textAt = (index: number) => tokens[index]?.text ?? '';
  const comparisons = new Map<number, Comparison>();
  for (const position of tokens.keys()) {
    const comparison =
      textAt(position) === CALLER_PARAMETER ? comparisonOf(tokens, position) : undefined;
    if (comparison) comparisons.set(comparison.from, comparison);
  }
  const textBetween = (first: number, last: number, outer?: Comparison): string => {
    let text = '';
    for (let at = first; at <= last; at++) {
      const inner = comparisons.get(at) === outer ? undefined : comparisons.get(at);
      text += inner ? comparisonText(inner) : source.slice(tokens[at]?.start, tokens[at]?.end);
      at = inner?.to ?? at;
      if (at < last) text += source.slice(tokens[at]?.end, tokens[at + 1]?.start);
    }
    return text;
  };
  const byteForm = (first: number, last: number, outer: Comparison): string | undefined => {
    const isList = textAt(first) === '(' && tokens[first]?.pair === last;
    if (ROWS.test(textAt(isList ? first + 1 : first))) return undefined;
    if (!isList) return BYTE_FORMS[dialect](textBetween(first, last, outer));
    const commas = topLevelTokens(tokens, first + 1, last - 1).filter((at) => textAt(at) === ',');
    const items = [first, ...commas].map((separator, index) =>
      byteForm(separator + 1, (commas[index] ?? last) - 1, outer),
    );
    return items.includes(undefined) ? undefined : `(${items.join(', ')})`;
  };
  const comparisonText = (comparison: Comparison): string => {
    const { from, sign, to } = comparison;
    const plainText = textBetween(from, to, comparison);
    const left = byteForm(from, sign - 1, comparison);
    const right = byteForm(sign + 1, to, comparison);
    if (left === undefined || right === undefined) return plainText;
    const bytes = `${left} ${textAt(sign)} ${right}`;
    return EQUALS.test(textAt(sign)) ? `(${plainText} and ${bytes})` : `(${bytes})`;
  };
  const start = tokens[0]?.start;
  return (
    source.slice(0, start) + textBetween(0, tokens.length - 1) + source.slice(tokens.at(-1)?.end)
  );
}

/** Indexes of the tokens of a comparison. */
interface Comparison {
  from: number;
  sign: number;
  to: number;
}

/** Operators whose other side is a pattern: an id with "%" would match other users' ids. */
const PATTERNS = /^(like|ilike|similar|glob|match|regexp|rlike|~.*|!~.*)$/;

/** Comparison operators. */
const COMPARISONS =
  /^(in|not in|like|ilike|similar|glob|match|regexp|rlike|between|isnull|notnull|(?!(->>?|#>>?|@>|<@|<<|>>|=>)$)[-+*/@#%^&|?]*[<>=~!].*)$/;

/** Words that end an expression. */
const EDGES =
  /^(and|or|xor|not|on|where|having|when|then|else|case|end|select|distinct|set|update|returning|by|from|using|join|straight_join|inner|full|cross|natural|order|asc|desc|nulls|group|limit|offset|fetch|union|intersect|except|window|for|lock|with|as|into|is)$/;
/** Words that lists of expressions and of assignments follow. */
const CLAUSES = /^(set|update|select|where|having|returning|by|on)$/;

/** Returns the comparison that contains the caller, directly or in the arguments of functions. */
function comparisonOf(tokens: readonly Token[], caller: number): Comparison | undefined {
  const textAt = (at: number) => tokens[at]?.text ?? '';
  for (let [from, to] = [caller, caller]; ;) {
    while (!isEdge(tokens, from - 1, -1)) from = tokens[from - 1]?.pair ?? from - 1;
    while (!isEdge(tokens, to + 1, 1)) to = tokens[to + 1]?.pair ?? to + 1;
    const signs = topLevelTokens(tokens, from, to).filter((at) => COMPARISONS.test(textAt(at)));
    const [sign] = signs;
    if (sign !== undefined) {
      if (PATTERNS.test(textAt(sign)))
        throw new StartError(
          `":${CALLER_NAME}" must not be part of "${textAt(sign)}": compare it with "=".`,
        );
      const isKnown = signs.length === 1 && /^(==?|<=>|in|<>|!=|not in)$/.test(textAt(sign));
      const isComplete = from < sign && sign < to && !isAssigned(tokens, from - 1);
      return isKnown && isComplete ? { from, sign, to } : undefined;
    }
    const openBracket = findLeft(tokens, from - 1, EDGES);
    if (textAt(openBracket) !== '(' || !/^([,)]|as|using)$/.test(textAt(to + 1))) return undefined;
    [from, to] = [openBracket, tokens[openBracket]?.pair ?? to];
  }
}

/** Returns whether `column = …` sets the column. @param precedingIndex what precedes it */
function isAssigned(tokens: readonly Token[], precedingIndex: number): boolean {
  const { text } = tokens[precedingIndex] ?? {};
  const clause =
    tokens[text === ',' ? findLeft(tokens, precedingIndex, CLAUSES) : precedingIndex]?.text ?? '';
  return /^(set|update)$/.test(clause);
}

/** Index of the nearest token to the left that matches, or of the bracket that opens around it; -1 without either. */
function findLeft(tokens: readonly Token[], start: number, pattern: RegExp): number {
  for (let index = start; index >= 0; index--) {
    const { text = '', pair = index } = tokens[index] ?? {};
    if (pattern.test(text) || pair > index) return index;
    index = pair;
  }
  return -1;
}

/** Returns whether an expression ends before this token. @param step is the direction of its end */
function isEdge(tokens: readonly Token[], at: number, step: 1 | -1): boolean {
  const { text, pair } = tokens[at] ?? { text: ';' };
  if (/^[[\]()]$/.test(text)) return pair === undefined || (pair - at) * step < 0;
  if (/^(left|right)$/.test(text)) return tokens[at + 1]?.text !== '(';
  return /^[,;]$/.test(text) || (EDGES.test(text) && tokens[at - 1]?.text !== '.');
}

/** Indexes of the tokens that are not nested in brackets. */
function topLevelTokens(tokens: readonly Token[], first: number, last: number): number[] {
  const indexes: number[] = [];
  for (let at = first; at <= last; at = Math.max(at, tokens[at]?.pair ?? at) + 1) indexes.push(at);
  return indexes;
}

/** Operators that MySQL has in place of words. */
const CONNECTIVES: Readonly<Partial<Record<Dialect, Readonly<Record<string, string>>>>> = {
  mysql: { '||': 'or', '&&': 'and' },
};

/** A word in lower case, an operator, a parameter, or quoted text. */
interface Token {
  text: string;
  start: number;
  end: number;
  /** Index of the matching bracket. */
  pair?: number;
}

const PART =
  /\s+|not\s+in\b|:principal\.user_id\b|::?=?[a-z_]*\w*|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|[^]/iuy;
const OPERATOR = /[-+*/<>=~!@#%^&|?]/;

/** Returns the tokens of a statement, without spaces and comments. */
export function sqlTokens(source: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  const openBrackets: number[] = [];
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
    if (/^[[(]$/.test(text)) openBrackets.push(tokens.length);
    const pair = /^[)\]]$/.test(text) ? openBrackets.pop() : undefined;
    const openingToken = tokens[pair ?? -1];
    if (pair !== undefined && openingToken) {
      token.pair = pair;
      openingToken.pair = tokens.length;
    }
    tokens.push(token);
  }
  return tokens;
}
