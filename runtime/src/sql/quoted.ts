import { StartError } from '../utils/start-error.js';

/** A dialect of SQL; MariaDB is a variant of `mysql`. */
export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/**
 * Returns the end of the quoted text, quoted name or comment that begins at `at`; `at` itself if none
 * begins.
 * @throws StartError if it is not closed
 */
export function quotedEnd(source: string, at: number, dialect: Dialect): number {
  const rest = source.slice(at);
  if (isLineComment(rest, dialect)) {
    const line = source.indexOf('\n', at);
    return line < 0 ? source.length : line;
  }
  if (rest.startsWith('/*')) return commentEnd(source, at, dialect);
  const dollar = dialect === 'postgres' && !/[\w$\u0080-\uffff]$/.test(source.slice(0, at));
  const [tag] = (dollar && /^\$([a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/i.exec(rest)) || [];
  if (tag !== undefined) return endAfter(source, tag, at + tag.length);
  const quote = source[at] ?? '';
  if (quote === '[' && dialect === 'sqlite') return endAfter(source, ']', at);
  return `'"\``.includes(quote) ? quoteEnd(source, at, hasEscapes(source, at, dialect)) : at;
}

/** Returns whether a line comment begins here. MySQL requires a space after `--`. */
const isLineComment = (rest: string, dialect: Dialect): boolean =>
  dialect === 'mysql' ? /^(#|--(\s|$))/.test(rest) : rest.startsWith('--');

function commentEnd(source: string, at: number, dialect: Dialect): number {
  if (/^\/\*M?!/i.test(source.slice(at, at + 4)))
    throw new StartError('MySQL executes the content of "/*! … */": write it without a comment.');
  if (dialect !== 'postgres') return endAfter(source, '*/', at + 2);
  // Comments of PostgreSQL nest (PostgreSQL, "Comments").
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  throw unclosedError(source, at);
}

/** Returns whether a backslash escapes the next character. */
function hasEscapes(source: string, at: number, dialect: Dialect): boolean {
  if (dialect === 'mysql') return source[at] !== '`';
  const isEscapeString = /(^|[^\w$\u0080-\uffff])e$/i.test(source.slice(0, at));
  return dialect === 'postgres' && source[at] === "'" && isEscapeString;
}

function quoteEnd(source: string, at: number, escapes: boolean): number {
  const quote = source[at];
  for (let index = at + 1; index < source.length; index++) {
    if (escapes && source[index] === '\\') index++;
    else if (source[index] === quote) {
      if (source[index + 1] !== quote) return index + 1;
      index++;
    }
  }
  throw unclosedError(source, at);
}

function endAfter(source: string, terminator: string, from: number): number {
  const endIndex = source.indexOf(terminator, from);
  if (endIndex < 0) throw unclosedError(source, from);
  return endIndex + terminator.length;
}

const unclosedError = (source: string, at: number) =>
  new StartError(`A quotation or comment is not closed: ${source.slice(Math.max(0, at - 2))}`);

/** Replaces each quoted part and comment of a statement by a space. */
export const withoutQuoted = (source: string, dialect: Dialect): string =>
  without(source, dialect, () => true);

/** The same, but quoted names stay: they can name functions. */
export const withoutTexts = (source: string, dialect: Dialect): string =>
  without(source, dialect, (start) => !(dialect === 'mysql' ? '`' : '"`[').includes(start));

function without(source: string, dialect: Dialect, leaves: (start: string) => boolean): string {
  let text = '';
  for (let at = 0; at < source.length;) {
    const end = quotedEnd(source, at, dialect);
    if (end > at) text += leaves(source.charAt(at)) ? ' ' : source.slice(at, end);
    else text += source.charAt(at);
    at = Math.max(end, at + 1);
  }
  return text;
}
