import { StartError } from '../utils/start-error.js';

export interface Compiled {
  /** With the placeholders of the driver. */
  text: string;
  /** What each placeholder stands for, in order. */
  binds: readonly Bind[];
  reads: boolean;
  /** Whether it contains `:principal.user_id`. */
  scoped: boolean;
}

export interface Bind {
  name: string;
  /** `:doc::jsonb`: a list is JSON here, and not an array. */
  json: boolean;
}

/** The parameter that is the caller, and never an argument. */
export const USER = 'principal.user_id';

const NAME = /:(principal\.)?([a-z_][a-z0-9_]*)/iy;
const READS = /^[\s(]*(select|with|values|table|show|explain)\b/i;
const WRITES = /^[\s(]*(insert|update|delete|merge|replace|with|select|call)\b/i;
const EFFECTS =
  /\b(insert|update|delete|merge|into)\b|\bfor\s+(update|share|no\s+key|key)\b|\block\s+in\b/i;

/**
 * `:name` becomes `$1` or `?`. Quoted text, quoted names and comments stay as they are.
 * @throws StartError where the text is not one statement that reads or writes rows
 */
export function compile(source: string, dialect: Dialect): Compiled {
  const bare = withoutQuoted(source, dialect);
  const reads = READS.test(bare) && !EFFECTS.test(bare);
  if (!reads && !WRITES.test(bare))
    throw wrong('Only statements that read or write rows can be used', source);
  if (dialect === 'mysql' && /\binto\s+(outfile|dumpfile)\b/i.test(bare))
    throw wrong('A statement must not write files', source);
  const binds: Bind[] = [];
  const text = placed(source, dialect, binds);
  return { text: text.trim(), binds, reads, scoped: binds.some(({ name }) => name === USER) };
}

function placed(source: string, dialect: Dialect, binds: Bind[]): string {
  let text = '';
  for (let at = 0; at < source.length;) {
    const end = source.startsWith('::', at) ? at + 2 : quotedEnd(source, at, dialect);
    if (end > at) {
      text += source.slice(at, end);
      at = end;
      continue;
    }
    if (source[at] === ';') {
      if (withoutQuoted(source.slice(at + 1), dialect).trim() !== '')
        throw wrong('More than one statement', source);
      break;
    }
    if (OWN[dialect].test(source.slice(at, at + 2)))
      throw wrong('Write values as :name, not as placeholders or variables', source);
    NAME.lastIndex = at;
    const [found, principal, name] = NAME.exec(source) ?? [];
    if (found === undefined) {
      text += source.charAt(at++);
      continue;
    }
    at += found.length;
    const full = `${principal ?? ''}${name}`;
    if (principal !== undefined && full !== USER)
      throw wrong(`":${full}" does not exist; the caller is ":${USER}"`, source);
    const json = /^\s*::\s*jsonb?\b/i.test(source.slice(at));
    text += placeholder({ name: full, json }, binds, dialect);
  }
  return text;
}

/** Placeholders and variables of the driver. Variables of MySQL live as long as the connection: others would see them. */
const OWN: Record<Dialect, RegExp> = { postgres: /^\$\d/, mysql: /^[?@]/, sqlite: /^[?@$]/ };

function placeholder(bind: Bind, binds: Bind[], dialect: Dialect): string {
  if (dialect !== 'postgres') {
    binds.push(bind);
    return '?';
  }
  const known = binds.findIndex(({ name, json }) => name === bind.name && json === bind.json);
  return `$${known < 0 ? binds.push(bind) : known + 1}`;
}

const wrong = (what: string, source: string) => new StartError(`${what}: ${source.trim()}`);

export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/**
 * Where the quoted text, quoted name or comment that begins at `at` ends; `at` itself where none begins.
 * @throws StartError where it is not closed
 */
function quotedEnd(source: string, at: number, dialect: Dialect): number {
  const rest = source.slice(at);
  if (isLineComment(rest, dialect)) {
    const line = source.indexOf('\n', at);
    return line < 0 ? source.length : line;
  }
  if (rest.startsWith('/*')) return commentEnd(source, at, dialect);
  const dollar = dialect === 'postgres' && !/[\w$\u0080-\uffff]$/.test(source.slice(0, at));
  const [tag] = (dollar && /^\$([a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/i.exec(rest)) || [];
  if (tag !== undefined) return after(source, tag, at + tag.length);
  const quote = source[at] ?? '';
  if (quote === '[' && dialect === 'sqlite') return after(source, ']', at);
  return `'"\``.includes(quote) ? quoteEnd(source, at, hasEscapes(source, at, dialect)) : at;
}

/** MySQL requires a space after `--`. */
const isLineComment = (rest: string, dialect: Dialect): boolean =>
  dialect === 'mysql' ? /^(#|--(\s|$))/.test(rest) : rest.startsWith('--');

function commentEnd(source: string, at: number, dialect: Dialect): number {
  if (/^\/\*M?!/i.test(source.slice(at, at + 4)))
    throw new StartError('MySQL executes the content of "/*! … */": write it without a comment.');
  if (dialect !== 'postgres') return after(source, '*/', at + 2);
  // PostgreSQL, "Comments": they nest.
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  throw notClosed(source, at);
}

/** Whether a backslash escapes the next character. */
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
  throw notClosed(source, at);
}

function after(source: string, end: string, from: number): number {
  const found = source.indexOf(end, from);
  if (found < 0) throw notClosed(source, from);
  return found + end.length;
}

const notClosed = (source: string, at: number) =>
  new StartError(`A quotation or comment is not closed: ${source.slice(Math.max(0, at - 2))}`);

/** The statement with a space for each quoted part and comment. */
export function withoutQuoted(source: string, dialect: Dialect): string {
  let text = '';
  for (let at = 0; at < source.length;) {
    const end = quotedEnd(source, at, dialect);
    text += end > at ? ' ' : source.charAt(at);
    at = Math.max(end, at + 1);
  }
  return text;
}
