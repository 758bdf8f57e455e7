import { posix, win32 } from 'node:path';
import type { Field, FileClient, HttpShape, StdioShape } from '../../model/client.js';
import { invalidEntryName, noHttp, noStdio } from '../../model/errors/client.js';
import { define, isObject, type Json, type JsonObject } from '../../model/json.js';
import type {
  Entry,
  HttpRun,
  NodeRun,
  Note,
  NpxRun,
  Prompt,
  Server,
  Surroundings,
} from './server.js';

/**
 * The entry that a client needs for a server; the same arguments give the same entry.
 * @throws CliError `client/name`, `client/no-stdio`, `client/no-http`
 */
export function entryFor(client: FileClient, server: Server, surroundings: Surroundings): Entry {
  checkName(client, server.name);
  const draft: Draft = { client, server, surroundings, value: {}, inputs: [], notes: [] };
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

function addStdio(draft: Draft, shape: StdioShape, run: NodeRun | NpxRun): void {
  begin(draft, shape);
  addCommand(draft, shape, commandLine(draft, run));
  const byName = shape.envNames !== undefined;
  const env: JsonObject = {};
  for (const name of byName ? [] : draft.server.env) {
    const text = substituted(draft, 'env', `\${${name}}`, `environment variable "${name}"`);
    if (text !== undefined) define(env, name, text);
  }
  put(draft.value, shape.env, unlessEmpty(env));
  if (byName) put(draft.value, shape.envNames, unlessEmpty([...draft.server.env]));
  finish(draft, shape);
}

/** A stdio server that connects to the HTTP server. */
function addBridge(
  draft: Draft,
  shape: StdioShape,
  bridge: NonNullable<FileClient['bridge']>,
  { url }: HttpRun,
): void {
  const headers = Object.entries(draft.server.headers).flatMap(([name, text]) => {
    const value = substituted(draft, 'args', text, `header "${name}"`);
    return value === undefined ? [] : ['--header', `${name}:${value}`];
  });
  const args = bridge.args.map((arg) => (arg === 'URL' ? url : arg));
  begin(draft, shape);
  addCommand(draft, shape, npxLine(draft, ['-y', bridge.package, ...args, ...headers]));
  note(draft, 'bridge', `${draft.client.label} reaches HTTP servers through "${bridge.package}".`);
  finish(draft, shape);
}

function addHttp(draft: Draft, shape: HttpShape, { url }: HttpRun): void {
  const { client, server, value } = draft;
  begin(draft, shape);
  put(value, shape.url, url);
  const headers: JsonObject = {};
  const fromEnv: JsonObject = {};
  for (const [name, text] of Object.entries(server.headers)) {
    const bearer = name.toLowerCase() === 'authorization' ? bearerVariable(text) : undefined;
    const variable = onlyVariable(text);
    if (shape.bearerFromEnv !== undefined && bearer !== undefined)
      put(value, shape.bearerFromEnv, bearer);
    else if (shape.headersFromEnv !== undefined && variable !== undefined)
      define(fromEnv, name, variable);
    else {
      const written = substituted(draft, 'headers', text, `header "${name}"`);
      if (written !== undefined) define(headers, name, written);
    }
  }
  put(value, shape.headers, unlessEmpty(headers));
  put(value, shape.headersFromEnv, unlessEmpty(fromEnv));
  const names = new Set(Object.values(server.headers).flatMap(variablesIn));
  put(value, shape.envNames, unlessEmpty([...names]));
  addOAuth(draft);
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'authorization'))
    for (const [key, item] of Object.entries(client.withAuthorization ?? {}))
      define(value, key, item);
  finish(draft, shape);
}

function addOAuth(draft: Draft): void {
  const { client, server, value } = draft;
  const { clientId, scopes } = server.oauth ?? {};
  const keys = client.oauth ?? {};
  put(value, keys.clientId, clientId);
  // A key in the singular takes one text.
  const isText = keys.scopes?.endsWith('scope');
  put(value, keys.scopes, scopes && (isText ? scopes.join(' ') : [...scopes]));
  const missing = [
    ...(clientId !== undefined && keys.clientId === undefined ? ['client id'] : []),
    ...(scopes && keys.scopes === undefined ? ['scopes'] : []),
  ];
  if (missing.length > 0)
    note(draft, 'oauth', `${client.label} has no key for the OAuth ${missing.join(' and ')}.`);
}

function begin({ value, server }: Draft, shape: StdioShape | HttpShape): void {
  for (const [key, item] of Object.entries(shape.extra ?? {}))
    if (item === 'NAME') define(value, key, server.name);
  const { type, typeKeys = ['type'] } = shape;
  if (type !== undefined) for (const key of typeKeys) define(value, key, type);
}

function addCommand({ value }: Draft, shape: StdioShape, line: [string, ...string[]]): void {
  const [command, ...args] = line;
  put(value, shape.command, shape.args === undefined ? line : command);
  put(value, shape.args, args);
}

function finish(draft: Draft, shape: StdioShape | HttpShape) {
  const { client, value, server, surroundings } = draft;
  const { timeout } = client;
  const seconds = server.timeoutSeconds;
  if (!timeout && seconds !== undefined)
    note(draft, 'timeout', `${client.label} has no key for a timeout.`);
  if (timeout && seconds !== undefined)
    put(value, timeout.key, timeout.unit === 'ms' ? seconds * 1000 : seconds);
  for (const [key, item] of Object.entries({ ...shape.extra, ...surroundings.extra }))
    if (!Object.hasOwn(value, key)) define(value, key, item === 'DESC' ? server.description : item);
}

/** An entry that is being made. */
interface Draft extends Entry {
  client: FileClient;
  server: Server;
  surroundings: Surroundings;
}

/** Sets a member at a dotted path; nothing happens where the client has no key for it. */
function put(value: JsonObject, path: string | undefined, item: Json | undefined): void {
  if (path === undefined || item === undefined) return;
  const keys = path.split('.');
  let here = value;
  for (const key of keys.slice(0, -1)) {
    const there = Object.hasOwn(here, key) ? here[key] : undefined;
    const next = isObject(there) ? there : {};
    if (next !== there) define(here, key, next);
    here = next;
  }
  define(here, keys.at(-1) ?? path, item);
}

/** A list or mapping only where it holds something. */
const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

const warn = ({ notes }: Draft, code: string, text: string) => add(notes, 'warning', code, text);
const note = ({ notes }: Draft, code: string, text: string) => add(notes, 'note', code, text);

function add(notes: Note[], level: Note['level'], code: string, text: string): void {
  if (!notes.some((each) => each.text === text)) notes.push({ level, code, text });
}

/** The command line that starts a server, as this client can run it. */
export function commandLine(draft: Draft, run: NodeRun | NpxRun): [string, ...string[]] {
  return run.by === 'node'
    ? [nodeCommand(draft), serverPath(draft, run.file), ...run.args]
    : npxLine(draft, ['-y', run.package, ...run.args]);
}

function nodeCommand(draft: Draft): string {
  const { client, surroundings } = draft;
  if (surroundings.scope === 'project' || !client.desktop) return 'node';
  if (surroundings.node !== undefined) return stablePath(surroundings.node);
  warn(draft, 'no-node-path', `${client.label} may not find "node" on its PATH.`);
  return 'node';
}

/** Desktop programs need `npx` as a script of Node.js: its first line looks for `node` on the PATH. */
function npxLine(draft: Draft, args: readonly string[]): [string, ...string[]] {
  const { client, surroundings } = draft;
  const { scope, platform, node, npxCli } = surroundings;
  if (scope === 'user' && client.desktop) {
    if (node !== undefined && npxCli !== undefined)
      return [stablePath(node), stablePath(npxCli), ...args];
    warn(draft, 'no-node-path', `${client.label} may not find "npx" on its PATH.`);
  }
  if (platform !== 'win32' || !client.cmdOnWindows) return ['npx', ...args];
  if (scope === 'user') return ['cmd', '/c', 'npx', ...args];
  note(draft, 'cmd', 'On Windows, "npx" needs "cmd /c" in front; shared files do not contain it.');
  return ['npx', ...args];
}

/** Homebrew removes the folder of a version with the next one; the link beside it stays. */
export const stablePath = (path: string): string =>
  path.replace(/^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\//, '$1/opt/$2/');

/** Project files are shared: paths in them are relative to the folder that is open in the client. */
function serverPath(draft: Draft, file: string): string {
  const { client, surroundings } = draft;
  if (surroundings.scope === 'user') return file;
  const path = surroundings.platform === 'win32' ? win32 : posix;
  const below = path.relative(surroundings.workspace, file);
  if (below.startsWith('..') || path.isAbsolute(below)) {
    warn(
      draft,
      'absolute-path',
      'The entry contains a path of this computer: do not share the file.',
    );
    return file;
  }
  const relative = below.split(path.sep).join('/');
  const workspace = client.variables?.workspace;
  return workspace === undefined ? relative : `${workspace}/${relative}`;
}

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Names of the variables that a text refers to. */
export const variablesIn = (text: string): string[] =>
  Array.from(text.matchAll(REFERENCE), ([, name = '']) => name);

/** The variable, where a text consists of one reference. */
const onlyVariable = (text: string): string | undefined =>
  /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];

export const bearerVariable = (text: string): string | undefined =>
  text.startsWith('Bearer ') ? onlyVariable(text.slice('Bearer '.length)) : undefined;

/** Stands for a value that a person has to enter. */
const placeholder = (name: string) => `<${name}>`;
const PLACEHOLDER = /<[A-Za-z_][A-Za-z0-9_]*>/;
export const hasPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);

export function expands({ variables }: FileClient, field: Field): boolean {
  if (variables?.syntax === undefined) return false;
  return variables.fields?.includes(field) ?? true;
}

/** A text in the client's own syntax. */
export const inSyntaxOf = ({ variables }: FileClient, text: string): string =>
  text.replace(
    REFERENCE,
    (whole, name: string) => variables?.syntax?.replace('VAR', () => name) ?? whole,
  );

/**
 * A text as the client reads it: with its own references, with prompts, or with placeholders. Undefined where only a
 * value would do and the file is shared.
 * @param what the place of the text, for a person
 */
function substituted(draft: Draft, field: Field, text: string, what: string): string | undefined {
  const names = variablesIn(text);
  const { client, surroundings } = draft;
  const prompt = client.variables?.prompt;
  if (names.length === 0) return text;
  if (prompt)
    return text.replace(REFERENCE, (_, name: string) =>
      prompt.reference.replace('ID', () => promptFor(draft, name).id),
    );
  if (expands(client, field)) return inSyntaxOf(client, text);
  const list = names.map((name) => `"${name}"`).join(', ');
  if (surroundings.scope === 'project') {
    warn(
      draft,
      'left-out',
      `${client.label} does not expand variables there, and project files are shared: the ${what} is left out. Set ${list} in another way.`,
    );
    return undefined;
  }
  warn(
    draft,
    'placeholder',
    `${client.label} does not expand variables there: replace ${names.map(placeholder).join(', ')} in the ${what} by the value.`,
  );
  return text.replace(REFERENCE, (_, name: string) => placeholder(name));
}

/**
 * The prompt for a variable. VS Code keeps what was entered under the id, and gives it to whatever refers to that later: the
 * id names the entry and the host that gets the value, and is that of no other prompt.
 */
function promptFor({ inputs, server, surroundings }: Draft, variable: string): Prompt {
  const description = `${variable}${promptSuffix(server.name)}`;
  const present = inputs.find((input) => input.description === description);
  if (present) return present;
  const { name, run } = server;
  const words = [name, run.by === 'http' ? new URL(run.url).host : '', variable].join(' ');
  const base =
    words
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? '';
  const taken = new Set([...(surroundings.otherPrompts ?? []), ...inputs.map(({ id }) => id)]);
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  const input: Prompt = { type: 'promptString', id, description, password: true };
  inputs.push(input);
  return input;
}

const promptSuffix = (name: string) => ` for ${name}`;

/** Whether a prompt was made for the entry of that name. */
export const isPromptOf = (name: string, { description }: JsonObject): boolean =>
  typeof description === 'string' && description.endsWith(promptSuffix(name));

/** @throws CliError `client/name` where the client does not accept the name of an entry */
function checkName({ label, names }: FileClient, name: string): void {
  if (name === '' || name === '__proto__' || /[\p{C}\s"'`\\/<>]/u.test(name))
    throw invalidEntryName(name, 'Use letters, digits and hyphens.');
  if (!names) return;
  if (!new RegExp(names.pattern).test(name))
    throw invalidEntryName(name, `${label} accepts names of the form ${names.pattern}.`);
  if (name.length > names.max)
    throw invalidEntryName(name, `${label} accepts names of up to ${names.max} characters.`);
}

/** Tools whose full name is longer than the client accepts. */
export function longTools(
  { names }: FileClient,
  server: string,
  tools: readonly string[],
): string[] {
  const { prefix = '', separator = '', toolMax } = names ?? {};
  if (toolMax === undefined) return [];
  return tools.filter((tool) => (prefix + server + separator + tool).length > toolMax);
}
