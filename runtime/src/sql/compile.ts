import { StartError } from '../utils/start-error.js';
import { CALLER_NAME, compareByBytes } from './caller.js';
import { type Dialect, quotedEnd, withoutQuoted, withoutTexts } from './quoted.js';

export { withoutQuoted, type Dialect } from './quoted.js';

/** A statement in the form of a driver. */
export interface CompiledStatement {
  /** The statement with the placeholders of the driver. */
  text: string;
  /** The parameter of each placeholder, in order. */
  binds: readonly BoundParameter[];
  reads: boolean;
  /** Whether the statement contains `:principal.user_id`. */
  scoped: boolean;
}

/** A parameter of a statement, and how its value is sent. */
export interface BoundParameter {
  name: string;
  /** Whether a list is sent as JSON (`:doc::jsonb`), or each of its items (`:docs::jsonb[]`), instead of an array. */
  json: boolean | 'items';
  /** Whether the caller is cast to text, whatever type PostgreSQL derives for the caller elsewhere in the statement. */
  text?: boolean;
}

const NAME = /:(principal\.)?([a-z_][a-z0-9_]*)/iy;
const READS = /^[\s(]*(select|with|values|table|show|explain)\b/i;
const WRITES = /^[\s(]*(insert|update|delete|merge|replace|with|select|call)\b/i;
const EFFECTS =
  /\b(insert|update|delete|merge|into)\b|\bfor\s+(update|share|no\s+key|key)\b|\block\s+in\b/i;
/** Functions of PostgreSQL that write although the transaction is read-only, or in another one. */
const WRITING_FUNCTIONS =
  /\b(lo_(creat|create|from_bytea|put|truncate|truncate64|unlink)|lowrite|dblink_exec|dblink_send_query)"?\s*\(/i;

/** What reads or writes files of the server, or of this machine in SQLite, also with a quoted name. */
const FILES: Record<Dialect, RegExp> = {
  postgres: /\b(pg_(read_\w+|ls_\w+|stat_file)|lo_(import|export))"?\s*\(/i,
  mysql: /\binto\s+(outfile|dumpfile)\b|\bload_file\s*\(/i,
  sqlite: /\bfsdir\b|\b(readfile|writefile|lsmode|load_extension)["`\]]?\s*\(/i,
};

/**
 * Compiles a statement: `:name` becomes `$1` or `?`, and callers are compared by bytes. Quoted
 * text, quoted names and comments are unchanged.
 * @throws StartError if the text is not one statement that reads or writes rows
 */
export function compile(source: string, dialect: Dialect): CompiledStatement {
  const unquoted = withoutQuoted(source, dialect);
  const namedStatement = withoutTexts(source, dialect);
  const hasEffects =
    EFFECTS.test(unquoted) || (dialect === 'postgres' && WRITING_FUNCTIONS.test(namedStatement));
  const reads = READS.test(unquoted) && !hasEffects;
  if (!reads && !WRITES.test(unquoted))
    throw statementError('Only statements that read or write rows can be used', source);
  if (FILES[dialect].test(namedStatement))
    throw statementError('A statement must not read or write files', source);
  const binds: BoundParameter[] = [];
  const text = withPlaceholders(compareByBytes(source, dialect), dialect, binds);
  return {
    text: text.trim(),
    binds,
    reads,
    scoped: binds.some(({ name }) => name === CALLER_NAME),
  };
}

/**
 * Placeholders and variables of the driver. Variables of MySQL live as long as the connection:
 * other users would see them.
 */
const DRIVER_NAMES: Record<Dialect, RegExp> = {
  postgres: /^\$\d/,
  mysql: /^[?@]/,
  sqlite: /^[?@$]/,
};

function withPlaceholders(source: string, dialect: Dialect, binds: BoundParameter[]): string {
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
        throw statementError('More than one statement', source);
      break;
    }
    if (DRIVER_NAMES[dialect].test(source.slice(at, at + 2)))
      throw statementError('Write values as :name, not as placeholders or variables', source);
    NAME.lastIndex = at;
    const isSlice = dialect === 'postgres' && /\[[^[\]]*[\w)]$/.test(text); // `a[low:high]`
    const [parameter, principal, name] = (!isSlice && NAME.exec(source)) || [];
    if (parameter === undefined) {
      text += source.charAt(at++);
      continue;
    }
    at += parameter.length;
    const full = `${principal ?? ''}${name}`;
    if (principal !== undefined && full !== CALLER_NAME)
      throw statementError(`":${full}" does not exist; the caller is ":${CALLER_NAME}"`, source);
    const [, type = '', list] = /^\s*::\s*(\w+)(\s*\[)?/.exec(source.slice(at)) ?? [];
    const isJson = /^jsonb?$/i.test(type);
    const json = isJson && list !== undefined ? 'items' : isJson;
    const isText = full === CALLER_NAME && /^text$/i.test(type);
    text += placeholder({ name: full, json, ...(isText && { text: true }) }, binds, dialect);
  }
  return text;
}

function placeholder(bind: BoundParameter, binds: BoundParameter[], dialect: Dialect): string {
  if (dialect !== 'postgres') {
    binds.push(bind);
    return '?';
  }
  const knownIndex = binds.findIndex(
    ({ name, json, text }) => name === bind.name && json === bind.json && text === bind.text,
  );
  return `$${knownIndex < 0 ? binds.push(bind) : knownIndex + 1}`;
}

const statementError = (problem: string, source: string) =>
  new StartError(`${problem}: ${source.trim()}`);
