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
    : template && fillWords(template, client, server, surroundings);
  const command =
    line && (client.isScript ? line.join(' ') : shellLine(line, surroundings.platform));
  const login = isRemote && client.cli?.login?.replace('NAME', () => server.name);
  const link =
    client.deepLink !== undefined &&
    isComplete(entry) &&
    fillTemplate(client.deepLink, server, entry);
  return { ...(command && { command }), ...(login && { login }), ...(link && { link }) };
}

/** Returns whether a link can contain the entry: the client would ask for no prompt and replace no placeholder there. */
const isComplete = ({ inputs, notes }: GeneratedEntry): boolean =>
  inputs.length === 0 && !notes.some(({ code }) => code === 'placeholder' || code === 'left-out');

const namedJson = ({ name }: ClientServer, { value }: GeneratedEntry) =>
  JSON.stringify({ name, ...value });

const templateWords = (template: string, last: string) =>
  template.replace(` ${last}`, '').split(' ');

function fillTemplate(template: string, server: ClientServer, entry: GeneratedEntry): string {
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
 * Returns the words of a command; those of a script are quoted. A bracketed group is repeated for
 * each environment variable (`ENV`) or header (`HEADER`, `KEY=VALUE`, `KEY VALUE`), or for each
 * `ARGUMENT`, or included if there is a timeout (`SECONDS`) or the header is a bearer token
 * (`BEARER` is the name of its variable). Undefined if the command cannot state what the server
 * needs.
 */
function fillWords(
  template: string,
  client: FileClient,
  server: ClientServer,
  surroundings: ReaderSurroundings,
): string[] | undefined {
  const { run, env, headers, timeoutSeconds, oauth } = server;
  const hasTimeout = template.includes('SECONDS');
  if ((timeoutSeconds !== undefined && !hasTimeout) || (oauth && !client.isScript))
    return undefined; // the template has no words for them
  const isRemote = run.by === 'http';
  const texts = isRemote
    ? Object.entries(headers)
    : env.map((name) => [name, `\${${name}}`] as const);
  const draft = { client, server, surroundings, value: {}, inputs: [], notes: [] };
  const commandWords = isRemote ? [] : commandLine(draft, run);
  const values: Readonly<Record<string, readonly string[]>> = {
    NAME: [server.name],
    SCOPE: [surroundings.scope],
    URL: isRemote ? [run.url] : [],
    COMMAND: commandWords,
    PROGRAM: commandWords.slice(0, 1),
  };
  const repeatedValues: Readonly<Record<string, readonly string[]>> = {
    ARGUMENT: commandWords.slice(1),
    SECONDS: timeoutSeconds === undefined ? [] : [String(timeoutSeconds)],
  };
  const literal = (word: string) => (client.isScript ? posixWord(word) : word);
  let isTextUsed = texts.length === 0;
  const allWords = (template.match(/\[[^\]]+\]|\S+/g) ?? []).flatMap((part) => {
    if (!part.startsWith('[')) return values[part]?.map(literal) ?? [part];
    const group = part.slice(1, -1).split(' ');
    const groupValues = repeatedValues[group.at(-1) ?? ''];
    if (groupValues) return groupValues.flatMap((value) => [...group.slice(0, -1), literal(value)]);
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
      group.map((word) =>
        pairText(
          word,
          literal(key),
          client.isScript ? expandWord(text) : withClientReferences(client, text),
        ),
      ),
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

/** Returns words for a POSIX shell; on Windows undefined if cmd.exe and PowerShell need different quotes. */
function shellLine(commandWords: readonly string[], platform: Platform): string | undefined {
  const quotedWords = commandWords.map((word) => shellWord(word, platform));
  return quotedWords.includes(undefined) ? undefined : quotedWords.join(' ');
}

/** Returns a word that a POSIX shell takes literally. */
const posixWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Returns a word in which a POSIX shell expands references to variables, and nothing else. */
const expandWord = (text: string): string =>
  `"${text
    .split(/(\$\{[A-Za-z_]\w*\})/)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[\\"$`]/g, String.raw`\$&`) : part))
    .join('')}"`;

function shellWord(word: string, platform: Platform): string | undefined {
  if (platform !== 'win32') return posixWord(word);
  if (/^[\w./:\\=+-]+$/.test(word)) return word;
  return /^[\w ./:\\=+-]*\w$/.test(word) ? `"${word}"` : undefined;
}
