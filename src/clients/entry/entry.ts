import { posix, win32 } from 'node:path';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { EntryField, FileClient, HttpShape, StdioShape } from '../../model/client.js';
import { invalidEntryName, noHttp, noStdio } from '../../model/errors/client.js';
import { defineMember, type Json, type JsonObject } from '../../model/json.js';
import type {
  ClientServer,
  GeneratedEntry,
  HttpRun,
  NodeRun,
  Note,
  NpxRun,
  Prompt,
  ReaderSurroundings,
} from './server.js';

/**
 * Returns the entry of a server for a client; it depends only on the arguments.
 * @throws CliError `client/name`, `client/no-stdio`, `client/no-http`
 */
export function entryFor(
  client: FileClient,
  server: ClientServer,
  surroundings: ReaderSurroundings,
): GeneratedEntry {
  checkName(client, server.name);
  const draft: EntryDraft = { client, server, surroundings, value: {}, inputs: [], notes: [] };
  const { run } = server;
  if (run.by !== 'http') {
    if (!client.stdio) throw noStdio(client.label);
    addStdio(draft, client.stdio, run);
  } else if (client.http) {
    addHttp(draft, client.http, run);
  } else {
    if (!client.bridge || !client.stdio) throw noHttp(client.label);
    addBridge(draft, client.stdio, client.bridge, run);
  }
  const { value, inputs, notes } = draft;
  return { value, inputs, notes };
}

function addStdio(draft: EntryDraft, shape: StdioShape, run: NodeRun | NpxRun): void {
  begin(draft, shape);
  addCommand(draft, shape, commandLine(draft, run));
  const byName = shape.envNames !== undefined;
  const env: JsonObject = {};
  for (const name of byName ? [] : draft.server.env) {
    const text = clientText(draft, 'env', `\${${name}}`, `environment variable "${name}"`);
    if (text !== undefined) defineMember(env, name, text);
  }
  setMember(draft.value, shape.env, unlessEmpty(env));
  if (byName) setMember(draft.value, shape.envNames, unlessEmpty([...draft.server.env]));
  finish(draft, shape);
}

/** Adds a stdio server that connects to the HTTP server. */
function addBridge(
  draft: EntryDraft,
  shape: StdioShape,
  bridge: NonNullable<FileClient['bridge']>,
  { url }: HttpRun,
): void {
  const headers = Object.entries(draft.server.headers).flatMap(([name, text]) => {
    const value = clientText(draft, 'args', text, `header "${name}"`);
    return value === undefined ? [] : ['--header', `${name}:${value}`];
  });
  const args = bridge.args.map((arg) => (arg === 'URL' ? url : arg));
  begin(draft, shape);
  addCommand(draft, shape, npxLine(draft, ['-y', bridge.package, ...args, ...headers]));
  note(draft, 'bridge', `${draft.client.label} reaches HTTP servers through "${bridge.package}".`);
  finish(draft, shape);
}

function addHttp(draft: EntryDraft, shape: HttpShape, { url }: HttpRun): void {
  const { client, server, value } = draft;
  begin(draft, shape);
  setMember(value, shape.url, url);
  const headers: JsonObject = {};
  const fromEnv: JsonObject = {};
  for (const [name, text] of Object.entries(server.headers)) {
    const bearer = name.toLowerCase() === 'authorization' ? bearerVariable(text) : undefined;
    const variable = onlyVariable(text);
    if (shape.bearerFromEnv !== undefined && bearer !== undefined)
      setMember(value, shape.bearerFromEnv, bearer);
    else if (shape.headersFromEnv !== undefined && variable !== undefined)
      defineMember(fromEnv, name, variable);
    else {
      const headerText = clientText(draft, 'headers', text, `header "${name}"`);
      if (headerText !== undefined) defineMember(headers, name, headerText);
    }
  }
  setMember(value, shape.headers, unlessEmpty(headers));
  setMember(value, shape.headersFromEnv, unlessEmpty(fromEnv));
  const names = new Set(Object.values(server.headers).flatMap(variablesIn));
  setMember(value, shape.envNames, unlessEmpty([...names]));
  addOAuth(draft);
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'authorization'))
    for (const [key, item] of Object.entries(client.withAuthorization ?? {}))
      defineMember(value, key, item);
  finish(draft, shape);
}

function addOAuth(draft: EntryDraft): void {
  const { client, server, value } = draft;
  const { clientId, scopes } = server.oauth ?? {};
  const keys = client.oauth ?? {};
  setMember(value, keys.clientId, clientId);
  // A singular key has one text.
  const isText = keys.scopes?.endsWith('scope');
  setMember(value, keys.scopes, scopes && (isText ? scopes.join(' ') : [...scopes]));
  const missingSettings = [
    ...(clientId !== undefined && keys.clientId === undefined ? ['client id'] : []),
    ...(scopes && keys.scopes === undefined ? ['scopes'] : []),
  ];
  if (missingSettings.length > 0)
    note(
      draft,
      'oauth',
      `${client.label} has no key for the OAuth ${missingSettings.join(' and ')}.`,
    );
}

function begin({ value, server }: EntryDraft, shape: StdioShape | HttpShape): void {
  for (const [key, item] of Object.entries(shape.extra ?? {}))
    if (item === 'NAME') defineMember(value, key, server.name);
  const { type, typeKeys = ['type'] } = shape;
  if (type !== undefined) for (const key of typeKeys) defineMember(value, key, type);
}

function addCommand({ value }: EntryDraft, shape: StdioShape, line: [string, ...string[]]): void {
  const [command, ...args] = line;
  setMember(value, shape.command, shape.args === undefined ? line : command);
  setMember(value, shape.args, args);
}

function finish(draft: EntryDraft, shape: StdioShape | HttpShape) {
  const { client, value, server, surroundings } = draft;
  const { timeout } = client;
  const seconds = server.timeoutSeconds;
  if (!timeout && seconds !== undefined)
    note(draft, 'timeout', `${client.label} has no key for a timeout.`);
  if (timeout && seconds !== undefined)
    setMember(value, timeout.key, timeout.unit === 'ms' ? seconds * 1000 : seconds);
  for (const [key, item] of Object.entries({ ...shape.extra, ...surroundings.extra }))
    if (!Object.hasOwn(value, key))
      defineMember(value, key, item === 'DESC' ? server.description : item);
}

interface EntryDraft extends GeneratedEntry {
  client: FileClient;
  server: ClientServer;
  surroundings: ReaderSurroundings;
}

/** Sets a member at a dotted path; does nothing if the client has no key for it. */
function setMember(value: JsonObject, path: string | undefined, item: Json | undefined): void {
  if (path === undefined || item === undefined) return;
  const keys = path.split('.');
  let container = value;
  for (const key of keys.slice(0, -1)) {
    const member = Object.hasOwn(container, key) ? container[key] : undefined;
    const nextContainer = isObject(member) ? member : {};
    if (nextContainer !== member) defineMember(container, key, nextContainer);
    container = nextContainer;
  }
  defineMember(container, keys.at(-1) ?? path, item);
}

/** Sets a list or a mapping only if it is not empty. */
const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

const warn = ({ notes }: EntryDraft, code: string, text: string) =>
  add(notes, 'warning', code, text);
const note = ({ notes }: EntryDraft, code: string, text: string) => add(notes, 'note', code, text);

function add(notes: Note[], level: Note['level'], code: string, text: string): void {
  if (!notes.some((note) => note.text === text)) notes.push({ level, code, text });
}

/** Returns the command line that starts a server from this client. */
export function commandLine(draft: EntryDraft, run: NodeRun | NpxRun): [string, ...string[]] {
  return run.by === 'node'
    ? [nodeCommand(draft), serverPath(draft, run.file), ...run.args]
    : npxLine(draft, ['-y', run.package, ...run.args]);
}

function nodeCommand(draft: EntryDraft): string {
  const { client, surroundings } = draft;
  if (surroundings.scope === 'project' || !client.desktop) return 'node';
  if (surroundings.node !== undefined) return withoutHomebrewVersion(surroundings.node);
  warn(draft, 'no-node-path', `${client.label} may not find "node" on its PATH.`);
  return 'node';
}

/**
 * Returns the command with `npx` as a script of Node.js for desktop programs, because the first
 * line of `npx` looks for `node` on the PATH.
 */
function npxLine(draft: EntryDraft, args: readonly string[]): [string, ...string[]] {
  const { client, surroundings } = draft;
  const { scope, platform, node, npxCli } = surroundings;
  if (scope === 'user' && client.desktop) {
    if (node !== undefined && npxCli !== undefined)
      return [withoutHomebrewVersion(node), withoutHomebrewVersion(npxCli), ...args];
    warn(draft, 'no-node-path', `${client.label} may not find "npx" on its PATH.`);
  }
  if (platform !== 'win32' || !client.cmdOnWindows) return ['npx', ...args];
  if (scope === 'user') return ['cmd', '/c', 'npx', ...args];
  note(draft, 'cmd', 'On Windows, "npx" needs "cmd /c" in front; shared files do not contain it.');
  return ['npx', ...args];
}

/** Replaces the folder of a Homebrew version, which the next version removes, by the link next to it, which stays. */
export const withoutHomebrewVersion = (path: string): string =>
  path.replace(/^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\//, '$1/opt/$2/');

/**
 * Returns the path of the server. In project files, which are shared, it is relative to the folder
 * that is open in the client.
 */
function serverPath(draft: EntryDraft, file: string): string {
  const { client, surroundings } = draft;
  const relative = surroundings.scope === 'user' ? undefined : pathInWorkspace(draft, file);
  const path = relative ?? file;
  const [name] = variablesIn(path);
  if (name !== undefined && expandsVariables(client, 'args') && !client.isScript)
    warn(
      draft,
      'variable-in-path',
      `${client.label} would expand "\${${name}}" in the path of the server: move the project to a folder with another name.`,
    );
  const workspace = client.variables?.workspace;
  return relative === undefined || workspace === undefined ? path : `${workspace}/${relative}`;
}

/** Returns the path of a file from the folder that is open in the client; undefined if it is not in it. */
function pathInWorkspace(draft: EntryDraft, file: string): string | undefined {
  const { workspace, platform } = draft.surroundings;
  const path = platform === 'win32' ? win32 : posix;
  const relativePath = path.relative(workspace, file);
  if (!relativePath.startsWith('..') && !path.isAbsolute(relativePath))
    return relativePath.split(path.sep).join('/');
  warn(
    draft,
    'absolute-path',
    'The entry contains a path of this computer: do not share the file.',
  );
  return undefined;
}

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Returns the names of the variables to which a text refers. */
export const variablesIn = (text: string): string[] =>
  Array.from(text.matchAll(REFERENCE), ([, name = '']) => name);

/** Returns the name of the variable, if a text consists of one reference. */
const onlyVariable = (text: string): string | undefined =>
  /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];

export const bearerVariable = (text: string): string | undefined =>
  text.startsWith('Bearer ') ? onlyVariable(text.slice('Bearer '.length)) : undefined;

/** Returns the placeholder for a value that a user has to enter. */
const placeholder = (name: string) => `<${name}>`;
const PLACEHOLDER = /<[A-Za-z_][A-Za-z0-9_]*>/;
export const hasPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);

export function expandsVariables({ variables }: FileClient, field: EntryField): boolean {
  if (variables?.syntax === undefined) return false;
  return variables.fields?.includes(field) ?? true;
}

/** Returns a text with references in the client's own syntax. */
export const withClientReferences = ({ variables }: FileClient, text: string): string =>
  text.replace(
    REFERENCE,
    (reference, name: string) => variables?.syntax?.replace('VAR', () => name) ?? reference,
  );

/**
 * Returns a text for the client: with its own references, with prompts, or with placeholders.
 * Undefined if only the value would work and the file is shared.
 * @param placeName noun phrase for the place of the text
 */
function clientText(
  draft: EntryDraft,
  field: EntryField,
  text: string,
  placeName: string,
): string | undefined {
  const names = variablesIn(text);
  const { client, surroundings } = draft;
  const prompt = client.variables?.prompt;
  if (names.length === 0) return text;
  if (prompt)
    return text.replace(REFERENCE, (_, name: string) =>
      prompt.reference.replace('ID', () => promptFor(draft, name).id),
    );
  if (expandsVariables(client, field)) return withClientReferences(client, text);
  const list = names.map((name) => `"${name}"`).join(', ');
  if (surroundings.scope === 'project') {
    warn(
      draft,
      'left-out',
      `${client.label} does not expand variables there, and project files are shared: the ${placeName} is left out. Set ${list} in another way.`,
    );
    return undefined;
  }
  warn(
    draft,
    'placeholder',
    `${client.label} does not expand variables there: replace ${names.map(placeholder).join(', ')} in the ${placeName} by the value.`,
  );
  return text.replace(REFERENCE, (_, name: string) => placeholder(name));
}

/**
 * Returns the prompt for a variable. VS Code stores the entered value under the prompt's id and
 * gives it to every later reference, so the id contains the entry and the host that gets the value,
 * and is unique.
 */
function promptFor({ inputs, server, surroundings }: EntryDraft, variable: string): Prompt {
  const description = `${variable}${promptSuffix(server.name)}`;
  const existingInput = inputs.find((input) => input.description === description);
  if (existingInput) return existingInput;
  const { name, run } = server;
  const idWords = [name, run.by === 'http' ? new URL(run.url).host : '', variable].join(' ');
  const base =
    idWords
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? '';
  const takenIds = new Set([...(surroundings.otherPrompts ?? []), ...inputs.map(({ id }) => id)]);
  let id = base;
  for (let count = 2; takenIds.has(id); count++) id = `${base}-${count}`;
  const input: Prompt = { type: 'promptString', id, description, password: true };
  inputs.push(input);
  return input;
}

const promptSuffix = (name: string) => ` for ${name}`;

/** Returns whether a prompt was created for the entry of this name. */
export const isPromptOf = (name: string, { description }: JsonObject): boolean =>
  typeof description === 'string' && description.endsWith(promptSuffix(name));

/** Checks the name of an entry. @throws CliError `client/name` if the client does not accept it */
function checkName({ label, names }: FileClient, name: string): void {
  if (name === '' || name === '__proto__' || /[\p{C}\s"'`\\/<>]/u.test(name))
    throw invalidEntryName(name, 'Use letters, digits and hyphens.');
  if (!names) return;
  if (!new RegExp(names.pattern).test(name))
    throw invalidEntryName(name, `${label} accepts names of the form ${names.pattern}.`);
  if (name.length > names.max)
    throw invalidEntryName(name, `${label} accepts names of up to ${names.max} characters.`);
}

/** Returns tools whose full name is longer than the client accepts. */
export function toolsWithLongNames(
  { names }: FileClient,
  server: string,
  tools: readonly string[],
): string[] {
  const { prefix = '', separator = '', toolMax } = names ?? {};
  if (toolMax === undefined) return [];
  return tools.filter((tool) => (prefix + server + separator + tool).length > toolMax);
}
