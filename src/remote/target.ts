import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import { isSafeUrl } from '../../runtime/src/utils/addresses.js';
import { commandWords as wordsOf } from '../../runtime/src/utils/command-words.js';
import {
  emptyTarget,
  hiddenHeader,
  invalidHeader,
  invalidTarget,
  missingVariable,
  unencryptedTarget,
  uselessOption,
} from '../model/errors/remote.js';
import { HIDDEN } from '../model/secrets.js';

/** What the command line says of a server. */
export interface GivenTarget {
  /** A URL, a command line, or the words of one. */
  words: readonly string[];
  /** "Name: value"; "${NAME}" in the value is an environment variable. */
  headers: readonly string[];
  /** Names of environment variables for the program. */
  variables: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws CliError `remote/…` */
export function targetOf(
  { words, headers, variables }: GivenTarget,
  env: Variables,
  cwd: string,
): RemoteTarget {
  const [text = ''] = words;
  if (words.length === 1 && /^https?:/i.test(text)) {
    if (variables.length > 0) throw uselessOption('--env', 'a command');
    return { url: addressOf(text), headers: Object.fromEntries(headers.map(headerIn(env))) };
  }
  if (headers.length > 0) throw uselessOption('--header', 'a URL');
  const [command, ...args] = words.length === 1 ? wordsOf(text) : words;
  if (!command) throw emptyTarget();
  if (/^[a-z][\w+.-]*:\/\//i.test(command)) throw invalidTarget(command);
  const passed = variables.map((name) => [name, variable(name, env)] as const);
  return { command, args, cwd, env: Object.fromEntries(passed) };
}

function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw invalidTarget(text);
  const url = new URL(text);
  if (url.username || url.password || url.hash) throw invalidTarget(text);
  if (!isSafeUrl(text)) throw unencryptedTarget(url.host);
  return url;
}

const headerIn =
  (env: Variables) =>
  (text: string): [string, string] => {
    // RFC 9110 section 5.5: no characters beyond one byte.
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*?)\s*$/.exec(text) ?? [];
    if (name !== undefined && value === HIDDEN) throw hiddenHeader(name);
    if (name === undefined || !value || !/^[\t\x20-\x7e\x80-\xff]+$/.test(value))
      throw invalidHeader(text);
    return [
      name,
      value.replace(/\$\{(\w+)\}/g, (_, variable_: string) => variable(variable_, env)),
    ];
  };

function variable(name: string, env: Variables): string {
  const value = env[name];
  if (!value) throw missingVariable(name);
  return value;
}
