import type { Dialect } from '../model.js';

/** A word is a keyword, or a name without quotation marks. */
export interface Token {
  is: 'word' | 'name' | 'text' | 'number' | 'sign';
  /** As the database understands it: without quotation marks; words of PostgreSQL in lower case. */
  text: string;
  /** Of words, in lower case; else empty. */
  keyword: string;
  /** Where it begins and ends in the dump. */
  start: number;
  end: number;
}

const SPACE = /\s+|--[^\n]*/y;
/** Lines of `psql`. */
const COMMAND = /\\[^\n]*/y;
/** Comments that MySQL executes, from which version on, and their ends. */
const EXECUTED = /\/\*M?!\d*|\*\/|#[^\n]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const SIGN = /::|[<>=!]+|[^]/uy;
const DOLLARS = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
/** After a backslash; all others stand for themselves. */
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

/** The tokens of a dump from a position on, without comments. What does not end extends to the end of the dump. */
export function* tokensOf(sql: string, dialect: Dialect, from: number): Generator<Token> {
  const isMysql = dialect === 'mysql';
  let at = from;
  const found = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0] ?? '';
  };
  const token = (is: Token['is'], text: string, end: number, keyword = ''): Token => ({ is, text, keyword, start: at, end }); // prettier-ignore
  while (at < sql.length) {
    const skipped = found(SPACE) || found(isMysql ? EXECUTED : COMMAND);
    if (skipped !== '') at += skipped.length;
    else if (sql.startsWith('/*', at)) at = after(sql, '*/', at + 2);
    else {
      const next = quoted() ?? plain();
      yield next;
      at = next.end;
    }
  }

  function quoted(): Token | undefined {
    const dollars = isMysql ? '' : found(DOLLARS);
    if (dollars !== '') {
      const start = at + dollars.length;
      const end = after(sql, dollars, start);
      return token('text', sql.slice(start, end - dollars.length), end);
    }
    const escapes = isMysql || /^e'/i.test(sql.slice(at, at + 2));
    const start = !isMysql && escapes ? at + 1 : at;
    const mark = sql[start] ?? '';
    if (!['"', "'", '`'].includes(mark)) return undefined;
    const end = endOf(sql, start, escapes && mark !== '`');
    const body = sql.slice(start + 1, end - 1).replaceAll(mark + mark, mark);
    const isText = mark === "'" || (isMysql && mark === '"');
    const text = body.replace(/\\([^])/g, (all, sign: string) =>
      escapes ? (ESCAPED[sign] ?? sign) : all,
    );
    return token(isText ? 'text' : 'name', text, end);
  }

  function plain(): Token {
    const word = found(WORD);
    if (word !== '') {
      const keyword = word.toLowerCase();
      return token('word', dialect === 'postgres' ? keyword : word, at + word.length, keyword);
    }
    const number = found(NUMBER);
    if (number !== '') return token('number', number, at + number.length);
    const sign = found(SIGN);
    return token('sign', sign, at + sign.length);
  }
}

/** Behind the next occurrence of `mark`. */
export function after(sql: string, mark: string, from: number): number {
  const at = sql.indexOf(mark, from);
  return at < 0 ? sql.length : at + mark.length;
}

/** Behind the quotation mark that ends what begins at `start`; two of them stand for one. */
function endOf(sql: string, start: number, escapes: boolean): number {
  const mark = sql[start];
  for (let at = start + 1; at < sql.length; at += 1) {
    if (escapes && sql[at] === '\\') at += 1;
    else if (sql[at] !== mark) continue;
    else if (sql[at + 1] === mark) at += 1;
    else return at + 1;
  }
  return sql.length;
}
