import { StartError } from '../utils/start-error.js';
import { byBytes, USER } from './caller.js';
import { type Dialect, quotedEnd, withoutQuoted } from './quoted.js';

export { withoutQuoted, type Dialect } from './quoted.js';

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
  /** `:doc::jsonb`: a list is JSON here, and not an array; `:docs::jsonb[]`: each of its items is. */
  json: boolean | 'items';
  /** It is the caller as a text, whatever type PostgreSQL derives for the caller elsewhere in the statement. */
  text?: boolean;
}

const NAME = /:(principal\.)?([a-z_][a-z0-9_]*)/iy;
const READS = /^[\s(]*(select|with|values|table|show|explain)\b/i;
const WRITES = /^[\s(]*(insert|update|delete|merge|replace|with|select|call)\b/i;
const EFFECTS =
  /\b(insert|update|delete|merge|into)\b|\bfor\s+(update|share|no\s+key|key)\b|\block\s+in\b/i;

/**
 * `:name` becomes `$1` or `?`, and comparisons of the caller are made by bytes. Quoted text, quoted names and comments stay as they are.
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
  const text = placed(byBytes(source, dialect), dialect, binds);
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
    const isSlice = dialect === 'postgres' && /\[[^[\]]*[\w)]$/.test(text); // `a[low:high]`
    const [found, principal, name] = (!isSlice && NAME.exec(source)) || [];
    if (found === undefined) {
      text += source.charAt(at++);
      continue;
    }
    at += found.length;
    const full = `${principal ?? ''}${name}`;
    if (principal !== undefined && full !== USER)
      throw wrong(`":${full}" does not exist; the caller is ":${USER}"`, source);
    const [, type = '', list] = /^\s*::\s*(\w+)(\s*\[)?/.exec(source.slice(at)) ?? [];
    const isJson = /^jsonb?$/i.test(type);
    const json = isJson && list !== undefined ? 'items' : isJson;
    const isText = full === USER && /^text$/i.test(type);
    text += placeholder({ name: full, json, ...(isText && { text: true }) }, binds, dialect);
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
  const known = binds.findIndex(
    ({ name, json, text }) => name === bind.name && json === bind.json && text === bind.text,
  );
  return `$${known < 0 ? binds.push(bind) : known + 1}`;
}

const wrong = (what: string, source: string) => new StartError(`${what}: ${source.trim()}`);
