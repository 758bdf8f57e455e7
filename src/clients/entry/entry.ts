import type { FileClient, HttpShape, StdioShape } from '../../model/client.js';
import { noHttp, noStdio } from '../../model/errors/client.js';
import { define, type JsonObject } from '../../model/json.js';
import { type Draft, note, put, unlessEmpty } from './draft.js';
import { commandLine, npxLine } from './launch.js';
import { checkName } from './names.js';
import type { Entry, HttpRun, NodeRun, NpxRun, Server, Surroundings } from './server.js';
import { bearerVariable, onlyVariable, substituted, variablesIn } from './variables.js';

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
