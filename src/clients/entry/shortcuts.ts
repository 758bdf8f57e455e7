import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import type { FileClient, Platform } from '../../model/client.js';
import {
  bearerVariable,
  commandLine,
  expandsVariables,
  variablesIn,
  withClientReferences,
} from './entry.js';
import type { ClientServer, GeneratedEntry, ReaderSurroundings } from './server.js';

/**
 * Other ways to add a server. They contain no values of variables, and no references that the
 * client would not expand.
 */
export interface Shortcuts {
  command?: string;
  /** Command that signs in to an HTTP server. */
  login?: string;
  link?: string;
}

export function shortcuts(
  client: FileClient,
  server: ClientServer,
  entry: GeneratedEntry,
  surroundings: ReaderSurroundings,
): Shortcuts {
  const isRemote = server.run.by === 'http';
  const template = (isRemote ? client.cli?.http : client.cli?.stdio) ?? client.cli?.json;
  const line = template?.includes('JSON')
    ? isComplete(entry) && [...templateWords(template, 'NAMED_JSON'), namedJson(server, entry)]
    : template && filledWords(template, client, server, surroundings);
  const command = line && shellLine(line, surroundings.platform);
  const login = isRemote && client.cli?.login?.replace('NAME', () => server.name);
  const link =
    client.deepLink !== undefined && isComplete(entry) && linkOf(client.deepLink, server, entry);
  return { ...(command && { command }), ...(login && { login }), ...(link && { link }) };
}

/** Links cannot contain prompts, and a placeholder would not be replaced there. */
const isComplete = ({ inputs, notes }: GeneratedEntry): boolean =>
  inputs.length === 0 && !notes.some(({ code }) => code === 'placeholder' || code === 'left-out');

const namedJson = ({ name }: ClientServer, { value }: GeneratedEntry) =>
  JSON.stringify({ name, ...value });

const templateWords = (template: string, last: string) =>
  template.replace(` ${last}`, '').split(' ');

function linkOf(template: string, server: ClientServer, entry: GeneratedEntry): string {
  const json = JSON.stringify(entry.value);
  const parts: Readonly<Record<string, string>> = {
    name: server.name,
    json,
    namedJson: namedJson(server, entry),
    base64: Buffer.from(json).toString('base64'),
  };
  return template.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? ''));
}

/**
 * Words of a command. A bracketed group is repeated for each environment variable (`ENV`) or header
 * (`HEADER`, `KEY=VALUE`, `KEY VALUE`), or included if the header is a bearer token (`BEARER` is
 * the name of its variable). Undefined if the command cannot state what the server needs.
 */
function filledWords(
  template: string,
  client: FileClient,
  server: ClientServer,
  surroundings: ReaderSurroundings,
): string[] | undefined {
  const { run, env, headers, timeoutSeconds, oauth } = server;
  if (timeoutSeconds !== undefined || oauth) return undefined; // no template has words for them
  const isRemote = run.by === 'http';
  const texts = isRemote
    ? Object.entries(headers)
    : env.map((name) => [name, `\${${name}}`] as const);
  const draft = { client, server, surroundings, value: {}, inputs: [], notes: [] };
  const values: Readonly<Record<string, readonly string[]>> = {
    NAME: [server.name],
    SCOPE: [surroundings.scope],
    URL: isRemote ? [run.url] : [],
    COMMAND: isRemote ? [] : commandLine(draft, run),
  };
  let isTextUsed = texts.length === 0;
  const allWords = (template.match(/\[[^\]]+\]|\S+/g) ?? []).flatMap((part) => {
    if (!part.startsWith('[')) return values[part] ?? [part];
    const group = part.slice(1, -1).split(' ');
    if (group.includes('BEARER')) {
      const onlyText = onlyItem<readonly [string, string]>(texts);
      const name = onlyText?.[0] === 'Authorization' ? bearerVariable(onlyText[1]) : undefined;
      if (name === undefined) return [];
      isTextUsed = true;
      return group.map((word) => (word === 'BEARER' ? name : word));
    }
    const field = isRemote ? 'headers' : 'env';
    const isPlain = texts.every(([, text]) => variablesIn(text).length === 0);
    if (!isPlain && !expandsVariables(client, field)) return [];
    isTextUsed = true;
    return texts.flatMap(([key, text]) =>
      group.map((word) => pairText(word, key, withClientReferences(client, text))),
    );
  });
  return isTextUsed ? allWords : undefined;
}

function pairText(word: string, key: string, value: string): string {
  switch (word) {
    case 'ENV':
    case 'KEY=VALUE':
      return `${key}=${value}`;
    case 'HEADER':
      return `${key}: ${value}`;
    case 'KEY':
      return key;
    case 'VALUE':
      return value;
    default:
      return word;
  }
}

/** Words for a POSIX shell; on Windows undefined if cmd.exe and PowerShell need different quotes. */
function shellLine(commandWords: readonly string[], platform: Platform): string | undefined {
  const quotedWords = commandWords.map((word) => shellWord(word, platform));
  return quotedWords.includes(undefined) ? undefined : quotedWords.join(' ');
}

function shellWord(word: string, platform: Platform): string | undefined {
  const isPlain = platform === 'win32' ? /^[\w./:\\=+-]+$/ : /^[\w./:@%+=,-]+$/;
  if (isPlain.test(word)) return word;
  if (platform !== 'win32') return `'${word.replaceAll("'", `'\\''`)}'`;
  return /^[\w ./:\\=+-]*\w$/.test(word) ? `"${word}"` : undefined;
}
