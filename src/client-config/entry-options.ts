import { isLoopback } from '../../runtime/src/utils/addresses.js';
import { variablesIn } from '../clients/entry/entry.js';
import { didYouMeanUrl } from '../model/as-url.js';
import type { Scope } from '../model/client.js';
import type { CommandLine } from '../model/command.js';
import { invalidOption, literalSecret } from '../model/errors/client.js';
import { cliCommand } from '../model/npx.js';
import { looksSecret, mayBeSecret } from '../model/secrets.js';
import { shownUrl } from '../model/shown-url.js';
import { shellWords } from '../model/text/shell-words.js';
import type { ConfigOptions } from './command-options.js';

/** The parsed options of `config`. */
export interface Options {
  client: string | undefined;
  action: 'print' | 'write' | 'remove' | 'list';
  scope: Scope | undefined;
  providers: readonly string[];
  name: string | undefined;
  /** Path as typed, relative to the working directory. */
  workspace: string | undefined;
  url: URL | undefined;
  npx: boolean;
  env: readonly string[];
  headers: Readonly<Record<string, string>>;
  oauth: { clientId?: string; scopes?: readonly string[] } | undefined;
  timeoutSeconds: number | undefined;
  overwrite: boolean;
  /** Names of entries that the project replaces. */
  replaces?: readonly string[];
}

/** Returns the options of which only these are stated. */
export const entryOptions = (statedOptions: Partial<Options>): Options => ({
  client: undefined,
  action: 'print',
  scope: undefined,
  providers: [],
  name: undefined,
  workspace: undefined,
  url: undefined,
  npx: false,
  env: [],
  headers: {},
  oauth: undefined,
  timeoutSeconds: undefined,
  overwrite: false,
  ...statedOptions,
});

/** Parses the options. @throws CliError `client/option`, `client/literal-secret` */
export function readOptions({ arguments: [client], options }: CommandLine<ConfigOptions>): Options {
  const { list, write, remove, npx = false, overwrite = false, timeout } = options;
  const { url, name, workspace, scope, oauthClientId: clientId } = options;
  const { provider: providers = [], env = [], header = [], oauthScope } = options;
  const oauth = { ...(clientId && { clientId }), ...(oauthScope && { scopes: oauthScope }) };
  return {
    client,
    action: list ? 'list' : write ? 'write' : remove ? 'remove' : 'print',
    scope,
    providers,
    name,
    workspace,
    url: url === undefined ? undefined : parseServerUrl(url),
    npx,
    env: env.map(variableName),
    headers: Object.fromEntries(header.map(parseHeader)),
    oauth: Object.keys(oauth).length > 0 ? oauth : undefined,
    timeoutSeconds: timeout === undefined ? undefined : entryTimeout(timeout),
    overwrite,
  };
}

function parseServerUrl(text: string): URL {
  const refuse = (hint: string) => invalidOption('--url', shownUrl(text), hint);
  const suggestion = didYouMeanUrl(text);
  if (suggestion !== '' || !URL.canParse(text))
    throw refuse(`${suggestion}Use a complete URL, such as "https://mcp.example.com".`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw refuse('Use https; http is for this computer only.');
  if (url.username !== '' || url.password !== '')
    throw refuse('Remove the credentials; use "--header" with an environment variable.');
  for (const [key, value] of url.searchParams)
    if (mayBeSecret(key) || looksSecret(value))
      throw refuse(`Remove "${key}"; use "--header" with an environment variable.`);
  return url;
}

function variableName(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  const [name = ''] = text.split('=');
  throw invalidOption(
    '--env',
    text.includes('=') ? `${name}=…` : text,
    'Use the name of an environment variable: its value stays out of the file.',
  );
}

/** Parses `Name: value`; a secret must be a reference such as `${NAME}`. */
function parseHeader(text: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(\P{C}+)$/u.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw invalidOption(
      '--header',
      text.split(':')[0] ?? '',
      "Use 'Name: value', such as 'Authorization: Bearer ${ACME_TOKEN}'.",
    );
  const isSecret = mayBeSecret(name) || looksSecret(value);
  if (isSecret && variablesIn(value).length === 0) throw literalSecret(name);
  return [name, value.trimEnd()];
}

function entryTimeout(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400) return seconds;
  throw invalidOption('--timeout', text, 'Use a whole number of seconds, up to 86400.');
}

/** Returns the command that does the same again without questions. */
export function repeatCommand(
  client: string,
  action: 'write' | 'remove',
  scope: Scope | undefined,
  options: Options,
): string {
  const { providers, name, workspace, url, env, headers, oauth, timeoutSeconds } = options;
  const repeatedOption = (option: string, values: readonly string[] = []) =>
    values.flatMap((value) => [option, value]);
  const singleOption = (option: string, value: string | number | undefined) =>
    value === undefined ? [] : [option, String(value)];
  const commandWords = [
    'config',
    client,
    `--${action}`,
    ...singleOption('--scope', scope),
    ...repeatedOption('--provider', providers),
    ...singleOption('--name', name),
    ...singleOption('--workspace', workspace),
    ...singleOption('--url', url?.href),
    ...(options.npx ? ['--npx'] : []),
    ...repeatedOption('--env', env),
    ...repeatedOption(
      '--header',
      Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    ),
    ...singleOption('--oauth-client-id', oauth?.clientId),
    ...repeatedOption('--oauth-scope', oauth?.scopes),
    ...singleOption('--timeout', timeoutSeconds),
    ...(options.overwrite ? ['--overwrite'] : []),
    '--yes',
  ];
  return cliCommand(shellWords(commandWords));
}
