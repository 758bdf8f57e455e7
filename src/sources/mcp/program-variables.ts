import { dirname, join, resolve } from 'node:path';
import { commandWords } from '../../../runtime/src/utils/command-words.js';
import type { CommandContext } from '../../model/command.js';
import type { Host, HostFiles } from '../../model/host.js';
import { hasPassword, looksSecret, mayBeSecret } from '../../model/secrets.js';
import { documentedVariables } from './documented-variables.js';

const SCRIPT = /\.[cm]?[jt]s$/;
/** Folders and files that are no part of the program. */
const NOT_PROGRAM_FILE =
  /^(?:node_modules|\.\w.*|__tests__|tests?|fixtures|examples?)$|\.(?:d|test|spec)\.[cm]?ts$|\.(?:test|spec)\.[cm]?js$/;
/** Maximum numbers of files and of bytes of one: bundles have megabytes. */
const MAX_FILES = 500;
const MAX_BYTES = 10_000_000;

const NAME = /^[A-Z_]\w*$/i;
const MEMBER = /\benv(?:\??\.|(?:\?\.)?\[["'`])([A-Z][A-Z\d_]*)\b/g;
const PATTERN = /\{([^{}]*)\}\s*=\s*(?:\w+\.)*env\b/g;

/** Variables that say how any program runs, or that it gets without being listed. */
const USUAL_VARIABLE =
  /^(?:PATH|HOME|USER|USERPROFILE|SHELL|TERM|TE?MP(?:DIR)?|TZ|LANG|LC_\w+|XDG_\w+|PWD|HOST|PORT|CI|DEBUG|EDITOR|(?:LOCAL)?APPDATA|(?:NO|FORCE)_COLOR|(?:HTTPS?|ALL|NO)_PROXY|NODE_\w+|NPM_\w+|VITEST\w*|JEST_\w+)$/;

/** An environment variable that a program reads. */
export interface ProgramVariable {
  name: string;
  /** Purpose of the variable; undefined if the package does not state it. */
  description?: string | undefined;
  isRequired: boolean;
  isSecret: boolean;
}

/**
 * Returns environment variables that the program of a command reads: credentials, and settings such
 * as the path of its file. Those that its package documents come first, before them the required
 * ones. Empty if its files are not found, as those of other languages.
 */
export async function ownVariables(
  context: CommandContext,
  command: string,
): Promise<ProgramVariable[]> {
  const { files } = context.host;
  const folder = await packageFolder(context, commandWords(command));
  if (folder === undefined) return [];
  const documented = await documentedVariables(files, folder);
  const names = new Set(Object.keys(documented));
  for (const path of await scriptsIn(files, folder)) {
    const text = await files.head(path, MAX_BYTES);
    for (const [, name = ''] of text.matchAll(MEMBER)) names.add(name);
    for (const [, list = ''] of text.matchAll(PATTERN))
      for (const [name] of list.matchAll(/(?<=^\s*|,\s*)[A-Z][A-Z\d_]*\b/g)) names.add(name);
  }
  const rank = (name: string) =>
    documented[name]?.isRequired ? 0 : Object.hasOwn(documented, name) ? 1 : 2;
  return [...names]
    .filter((name) => NAME.test(name) && !USUAL_VARIABLE.test(name))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => {
      const { description, isRequired = false, isSecret } = documented[name] ?? {};
      return { name, description, isRequired, isSecret: isSecret ?? isCredential(name) };
    });
}

/** Returns whether the name is that of a credential, so that a terminal hides its value. */
const isCredential = (name: string) =>
  mayBeSecret(name) || name.endsWith('_KEY') || ADDRESS.test(name);

/** The variables of a program, by who sets them. */
export interface ProgramEnvironment {
  /** Names of those with values of each user: secrets, and the account to which they belong. */
  credentials: string[];
  /** Names of the settings of the server's operator. */
  settings: string[];
}

/** Databases whose address usually contains a password. */
const ADDRESS =
  /(?:^|_)(?:DATABASE|DB|POSTGRES\w*|PG|MYSQL|MONGO\w*|REDIS)_UR[IL]$|(?:DSN|CONNECTION_STRING)$/;
const ACCOUNT = /(?:^|_)(?:USER|USER_?NAME|E?MAIL|LOGIN)$/;

/**
 * Divides variables of a program.
 * @param variables what its package says about them
 * @param env known values, which can show that they are secret
 */
export function programEnvironment(
  names: readonly string[],
  variables: readonly ProgramVariable[],
  env: Host['env'],
): ProgramEnvironment {
  const isSecret = (name: string): boolean => {
    const value = env[name] ?? '';
    return (
      (variables.find((variable) => variable.name === name)?.isSecret ?? isCredential(name)) ||
      looksSecret(value) ||
      hasPassword(value)
    );
  };
  const hasSecret = names.some(isSecret);
  const isOfUser = (name: string) => isSecret(name) || (hasSecret && ACCOUNT.test(name));
  return {
    credentials: names.filter(isOfUser),
    settings: names.filter((name) => !isOfUser(name)),
  };
}

/** Returns the sign-in and the settings of a provider whose program gets these variables; nothing for none. */
export const environmentParts = ({ credentials, settings }: ProgramEnvironment) => ({
  ...(credentials.length > 0 && { auth: { style: 'program', variables: credentials } }),
  ...(settings.length > 0 && {
    environment: Object.fromEntries(settings.map((name) => [name, name])),
  }),
});

/** Returns the values of settings that are known, by the names that the program reads. */
export const knownSettings = (
  { settings }: ProgramEnvironment,
  env: Host['env'],
): Record<string, string> =>
  Object.fromEntries(settings.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));

/** Returns the note of a command without questions on the variables of a program. */
export function variablesNote(
  variables: readonly ProgramVariable[],
  env: Host['env'],
): string | undefined {
  if (variables.length === 0) return undefined;
  const names = variables.map(({ name, isRequired }) => (isRequired ? `${name} (required)` : name));
  const unset = variables.flatMap(({ name }) => (env[name] ? [] : [name]));
  const option = `--env ${variables[0]?.name}`;
  return [
    `The program reads ${names.join(', ')}.`,
    `Pass what it needs, with an option for each variable: ${option}.`,
    ...(unset.length > 0
      ? [`Set it first; not set in this environment: ${unset.join(', ')}.`]
      : []),
  ].join(' ');
}

/** Returns the folder of the package that a command starts, which `npx` has installed. */
async function packageFolder(
  { host, signal }: CommandContext,
  words: readonly string[],
): Promise<string | undefined> {
  const [program, ...args] = words;
  if (program === 'node') {
    const script = args.find((word) => SCRIPT.test(word));
    return script === undefined ? undefined : packageAbove(host.files, resolve(host.cwd, script));
  }
  const name = args.find((word) => !word.startsWith('-'));
  if (program !== 'npx' || name === undefined) return undefined;
  const printed = "process.env.PATH.split(require('node:path').delimiter)[0]";
  const { exitCode, stdout } = await host.exec(
    ['npx', '-y', `--package=${name}`, '--', 'node', '-p', printed],
    { cwd: host.cwd, signal },
  );
  return exitCode === 0
    ? join(dirname(stdout.trim()), name.replace(/(?<=.)@[^/]*$/, ''))
    : undefined;
}

async function packageAbove(files: HostFiles, path: string): Promise<string | undefined> {
  const folder = dirname(path);
  if (folder === path) return undefined;
  const isPackage = (await files.kind(join(folder, 'package.json'))) === 'file';
  return isPackage ? folder : packageAbove(files, folder);
}

async function scriptsIn(files: HostFiles, top: string): Promise<string[]> {
  const scripts: string[] = [];
  const folders = [top];
  for (const folder of folders)
    for (const { name, kind, size } of await files.entries(folder)) {
      if (NOT_PROGRAM_FILE.test(name) || scripts.length >= MAX_FILES) continue;
      if (kind === 'directory') folders.push(join(folder, name));
      if (kind === 'file' && SCRIPT.test(name) && size <= MAX_BYTES)
        scripts.push(join(folder, name));
    }
  return scripts;
}
