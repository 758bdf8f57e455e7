import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import { isSafeUrl } from '../../runtime/src/utils/addresses.js';
import { commandWords as wordsOf } from '../../runtime/src/utils/command-words.js';
import {
  emptyTarget,
  hiddenHeader,
  invalidHeader,
  invalidTarget,
  loginInTarget,
  missingVariable,
  unencryptedTarget,
  uselessOption,
} from '../model/errors/remote.js';
import { HIDDEN_VALUE } from '../model/secrets.js';

/** The parts of a command line that describe a server. */
interface TargetOptions {
  /** A URL, a command line, or the words of one. */
  targetWords: readonly string[];
  /** "Name: value"; "${NAME}" in the value is an environment variable. */
  headers: readonly string[];
  /** Names of environment variables for the program. */
  variables: readonly string[];
}

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Returns the target of a command line. @throws CliError `remote/…` */
export function parseTarget(
  { targetWords, headers, variables }: TargetOptions,
  env: EnvironmentVariables,
  cwd: string,
): RemoteTarget {
  const [text = ''] = targetWords;
  if (targetWords.length === 1 && /^https?:/i.test(text)) {
    if (variables.length > 0) throw uselessOption('--env', 'a command');
    return { url: parseTargetUrl(text), headers: Object.fromEntries(headers.map(headerIn(env))) };
  }
  if (headers.length > 0) throw uselessOption('--header', 'a URL');
  const [command, ...args] = targetWords.length === 1 ? wordsOf(text) : targetWords;
  if (!command) throw emptyTarget();
  if (/^[a-z][\w+.-]*:\/\//i.test(command)) throw invalidTarget(command);
  const variableEntries = variables.map((name) => [name, variable(name, env)] as const);
  return { command, args, cwd, env: Object.fromEntries(variableEntries) };
}

function parseTargetUrl(text: string): URL {
  if (!URL.canParse(text)) throw invalidTarget(text);
  const url = new URL(text);
  if (url.username || url.password) throw loginInTarget(text);
  if (url.hash) throw invalidTarget(text);
  if (!isSafeUrl(text)) throw unencryptedTarget(url.host);
  return url;
}

const headerIn =
  (env: EnvironmentVariables) =>
  (text: string): [string, string] => {
    // RFC 9110 section 5.5: header values have no characters beyond one byte.
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*?)\s*$/.exec(text) ?? [];
    if (name !== undefined && value === HIDDEN_VALUE) throw hiddenHeader(name);
    if (name === undefined || !value || !/^[\t\x20-\x7e\x80-\xff]+$/.test(value))
      throw invalidHeader(text);
    return [
      name,
      value.replace(/\$\{(\w+)\}/g, (_, variable_: string) => variable(variable_, env)),
    ];
  };

function variable(name: string, env: EnvironmentVariables): string {
  const value = env[name];
  if (!value) throw missingVariable(name);
  return value;
}
