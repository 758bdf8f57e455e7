import { basename, resolve } from 'node:path';
import { commandText } from '../../../runtime/src/utils/command-words.js';
import { filesOf } from '../../client-config/places.js';
import { clientOf, rows } from '../../client-config/request.js';
import { shapeOf } from '../../client-config/servers-in-file.js';
import { readEntry } from '../../clients/entry/merge.js';
import { entries } from '../../edit/formats/entry.js';
import { Refusal } from '../../edit/formats/refusal.js';
import { usable } from '../../interview/unusable-answer.js';
import { secretInServer } from '../../kinds/mcp/server.js';
import { thisMachine } from '../../machine/machine.js';
import { shownPath } from '../../machine/path-word.js';
import { type FileClient, type Scope, scopes } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import {
  clientUnreadable,
  noClientServers,
  sameProviderName,
  serverFailedToStart,
  unknownServers,
} from '../../model/errors/create.js';
import { secretInTarget, signInRequired } from '../../model/errors/remote.js';
import type { Host } from '../../model/host.js';
import type { Json } from '../../model/json.js';
import { at, type Questions } from '../../model/questions.js';
import { isReference, mayBeSecret } from '../../model/secrets.js';
import type { AuthSpec } from '../../model/spec.js';
import { compare, isServable } from '../../remote/catalog.js';
import type { Discovery } from '../../remote/discovery.js';
import { checkProvider } from '../../spec/check.js';
import { catalog } from '../catalog.js';
import type { Description, StoredSecret } from '../description.js';
import type { Connecting } from '../of-options.js';
import { descriptionOf, displayName, providerName } from './discovered-server.js';
import { authOf as signInAuth, discoverWithSignIn } from './provider.js';

/** A server in the configuration of a client, as its entry describes it. */
interface Entry {
  name: string;
  /** URL, or command. */
  target: string;
  /** Environment variables with which the program starts. */
  env: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** Where it is. */
  file: string;
  /** Which of the client's configuration files has the entry. */
  scope?: Scope;
}

/** A client, or one file of any. */
type Place = { id: string } | { file: string };

/** The servers that a client uses, each as a provider; their tokens go to the encrypted store. */
export async function clientServers(
  { context, given, questions }: Connecting,
  place: Place,
): Promise<Description> {
  const { host } = context;
  const client = 'id' in place ? place.id : place.file;
  const all = await usable(questions, () =>
    'id' in place ? entriesOf(host, place.id) : serversFile(host, place.file).then(entriesOfFile),
  );
  if (all.length === 0) throw noClientServers(client);
  const names = all.map(({ name }) => name);
  const serverNames = given.options.servers?.split(',').map((name) => name.trim());
  const unknown = (serverNames ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw unknownServers(client, unknown, names);
  const chosen =
    serverNames ??
    (questions
      ? await questions.chooseSeveral({
          key: 'servers',
          message: 'Which servers?',
          choices: all.map((entry) => ({
            value: entry.name,
            label: entry.name,
            hint: [...plainOf(entry).map((name) => `${name} in plain text`), entry.target].join(
              ', ',
            ),
          })),
          initial: names,
          check: (values) => (values.length === 0 ? 'Select at least one.' : undefined),
        })
      : names);
  const secrets: StoredSecret[] = [];
  const providers: Description['providers'] = [];
  const imported: Entry[] = [];
  const taken = { names: new Set<string>(), tools: new Set<string>() };
  const failures: CliError[] = [];
  const chosenEntries = all.filter(({ name }) => chosen.includes(name));
  for (const entry of chosenEntries) {
    const isLastHope = imported.length === 0 && entry === chosenEntries.at(-1);
    try {
      const started = await startedBy(context, questions, entry, !isLastHope);
      if (!started) continue;
      const { checked, secret } = providerOf(context, started, taken);
      providers.push(checked);
      secrets.push(...secret);
      imported.push(entry);
    } catch (error) {
      if (!(error instanceof CliError) || error.exit === 130 || questions) throw error;
      failures.push(error);
    }
  }
  if (failures[0] && imported.length === 0) throw failures[0];
  for (const { message, hint } of failures)
    context.ui.warn(`A server is left out. ${message} ${hint}`);
  const options = {
    ...given.options,
    from: 'id' in place ? `client:${place.id}` : place.file,
    ...(imported.length < all.length && {
      servers: imported.map(({ name }) => name).join(','),
    }),
  };
  const replaces = imported.flatMap(({ name, file, scope }) =>
    'id' in place && scope
      ? [{ client: place.id, scope, file, name, provider: providerName(name) }]
      : [],
  );
  return { providers, given: { ...given, options }, secrets, replaces };
}

interface Started {
  entry: Entry;
  server: string;
  offered: Discovery;
  credentials: Credentials;
}

/**
 * The provider of a server, with the tools that it can serve.
 * @param taken gets its names
 * @throws CliError
 */
function providerOf(
  { ui, host }: CommandContext,
  { entry, server, offered: all, credentials }: Started,
  taken: { names: Set<string>; tools: Set<string> },
) {
  const name = providerName(entry.name);
  if (taken.names.has(name)) throw sameProviderName(entry.name, name);
  const offered = { ...all, tools: all.tools.filter(isServable) };
  for (const tool of all.tools.filter((one) => !isServable(one)))
    ui.warn(
      `${entry.name}: the tool ${JSON.stringify(tool.name)} is left out, because its name or its definition cannot be served.`,
    );
  const rename = offered.tools
    .filter((tool) => taken.tools.has(tool.name))
    .map((tool) => `${tool.name}=${name}_${tool.name}`);
  const { catalog: accepted } = compare({}, offered, { include: [], exclude: [], rename });
  for (const pair of rename) ui.note(`${entry.name}: ${pair.replace('=', ' becomes ')}.`);
  const { auth, values, left } = credentials;
  const title = displayName(offered.server?.title);
  const { spec, warnings } = checkProvider(
    {
      name,
      kind: 'mcp',
      ...(title !== undefined && { displayName: title }),
      description: descriptionOf(offered, server),
      server,
      auth,
    },
    catalog,
  );
  if (left.length > 0)
    ui.warn(
      `${entry.name}: the project does not send ${left.join(', ')}. Add "headers" in src/providers/${name}/api/client.ts.`,
    );
  taken.names.add(name);
  for (const tool of accepted.tools ?? []) taken.tools.add(tool.name);
  const hasValues = Object.values(values).some((value) => value !== '' && !isReference(value));
  const file = plainOf(entry).length > 0 && { file: shownPath(host.cwd, entry.file) };
  const secret = hasValues ? [{ provider: name, auth, values, ...file }] : [];
  const origin = { kind: 'server', catalog: accepted } as const;
  return { checked: { spec: { ...spec, origin }, warnings }, secret };
}

/**
 * What the server of an entry offers. Where it does not start, the user decides.
 * @returns undefined where it is left out
 * @throws CliError `create/client` where it did not start, and is not left out
 */
async function startedBy(
  context: CommandContext,
  questions: Questions | undefined,
  entry: Entry,
  canBeLeftOut: boolean,
): Promise<Started | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const scoped = questions && at(questions, `servers[${entry.name}][${attempt}]`);
    try {
      return { entry, ...(await discovered(context, scoped, entry)) };
    } catch (error) {
      if (!(error instanceof CliError) || error.exit === 130) throw error;
      const answer = await scoped?.choose({
        key: 'start',
        message: `${entry.name} did not start: ${error.message}`,
        choices: [
          { value: 'again', label: 'Try again' },
          ...(canBeLeftOut ? [{ value: 'without', label: 'Leave it out' }] : []),
          { value: 'stop', label: 'Stop' },
        ],
      });
      if (answer === 'without') return undefined;
      if (answer !== 'again') throw serverFailedToStart(entry.name, error);
    }
  }
}

/** Clients whose configuration has servers, as the first question takes them. */
export async function clientsWithServers(host: Host) {
  const clients: { value: string; label: string; hint: string }[] = [];
  for (const [id, { label }] of Object.entries(rows)) {
    const all = await entriesOf(host, id).catch(() => []);
    const names = all.map(({ name }) => name).join(', ');
    if (all.length > 0) clients.push({ value: `client:${id}`, label, hint: `uses ${names}` });
  }
  return clients;
}

/** A file with servers, as a client reads it. */
export interface ServersFile {
  client: FileClient;
  path: string;
  text: string;
  /** By name. */
  entries: ReadonlyMap<string, Json>;
}

/**
 * Servers in a file: as the client has them that reads most of them, of several the one whose file has this name.
 * @throws CliError `create/client` where no client can read it
 */
export async function serversFile(host: Host, file: string): Promise<ServersFile> {
  const path = resolve(host.cwd, file);
  const text = (await host.files.read(path)) ?? '';
  let refusal: Refusal | undefined;
  const readings = Object.values(rows).flatMap((client) => {
    if ('code' in client) return [];
    try {
      const { project = [], user = [], legacy = [] } = client;
      const patterns = [
        ...project,
        ...Object.values<string | readonly string[]>(user).flat(),
        ...legacy,
      ];
      const isOwn = patterns.some((pattern) => basename(pattern) === basename(path));
      const reading = { client, path, text, entries: entries(text, shapeOf(client, text)) };
      return [{ isOwn, reading, count: entriesOfFile(reading).length }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal ??= error;
      return [];
    }
  });
  const [best] = readings.toSorted(
    (one, other) => other.count - one.count || Number(other.isOwn) - Number(one.isOwn),
  );
  if (!best) throw clientUnreadable(path, refusal?.message ?? '');
  return best.reading;
}

const entriesOfFile = ({ client, path, entries: all }: ServersFile): Entry[] =>
  [...all].flatMap(([name, entry]) => entryOf(client, name, entry, path) ?? []);

/** @throws CliError `create/client` where a file of the client is not valid */
async function entriesOf(host: Host, id: string): Promise<Entry[]> {
  const client = clientOf(id);
  if ('code' in client) return [];
  const around = { files: host.files, machine: thisMachine(host), workspace: resolve(host.cwd) };
  const found = new Map<string, Entry>();
  for (const scope of scopes)
    for (const { path } of await filesOf(client, scope, null, around)) {
      const text = await host.files.read(path);
      if (text === null || text.trim() === '') continue;
      try {
        const all = entries(text, shapeOf(client, text));
        for (const server of entriesOfFile({ client, path, text, entries: all }))
          if (!found.has(server.name)) found.set(server.name, { ...server, scope });
      } catch (error) {
        if (error instanceof Refusal) throw clientUnreadable(path, error.message);
        throw error;
      }
    }
  return [...found.values()];
}

function entryOf(client: FileClient, name: string, entry: Json, file: string): Entry | undefined {
  const { words, url, env, headers } = readEntry(client, entry);
  if (words.length > 0) return { name, target: commandText(words), env, headers: {}, file };
  return url === undefined ? undefined : { name, target: url, env: {}, headers, file };
}

/** Names of variables and headers whose secret is in the entry itself. */
const plainOf = ({ env, headers }: Entry): string[] =>
  Object.entries({ ...env, ...headers }).flatMap(([name, value]) =>
    mayBeSecret(name) && value !== '' && !isReference(value) ? [name] : [],
  );

/** The server with the values of its entry; references are to the environment. */
async function discovered(context: CommandContext, questions: Questions | undefined, entry: Entry) {
  const { target, env, headers } = entry;
  const secret = secretInServer(target);
  if (secret !== undefined) throw secretInTarget(secret);
  const literals = Object.entries(env).filter(([, value]) => !isReference(value));
  const variables = { ...context.host.env, ...Object.fromEntries(literals) };
  const there = { ...context, host: { ...context.host, env: variables } };
  const { server, offered, signIn, token } = await discoverWithSignIn(questions, there, target, {
    env: Object.keys(env),
    header: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  });
  if (offered.signIn) throw signInRequired(target);
  const auth = signIn && signInAuth(signIn);
  const credentials: Credentials =
    token !== undefined
      ? { auth: { style: 'bearer' }, values: { token }, left: [] }
      : auth
        ? { auth, values: {}, left: [] }
        : authOf(entry);
  return { server, offered, credentials };
}

interface Credentials {
  auth: AuthSpec;
  values: Record<string, string>;
  /** Names of headers that are not part of the sign-in. */
  left: string[];
}

/** The sign-in of a provider, with the credentials that the entry contains. */
function authOf({ env, headers }: Entry): Credentials {
  const variables = Object.keys(env);
  if (variables.length > 0)
    return { auth: { style: 'program', variables }, values: { ...env }, left: [] };
  const pairs = Object.entries(headers);
  const secret =
    pairs.find(([name]) => /^authorization$/i.test(name) || mayBeSecret(name)) ?? pairs[0];
  if (!secret) return { auth: { style: 'none' }, values: {}, left: [] };
  const [name, value] = secret;
  const left = pairs.flatMap(([each]) => (each === name ? [] : [each]));
  const [, token] = /^Bearer\s+(.*)$/i.exec(value) ?? [];
  return token !== undefined && /^authorization$/i.test(name)
    ? { auth: { style: 'bearer' }, values: { token }, left }
    : { auth: { style: 'api-key', in: 'header', name }, values: { apiKey: value }, left };
}
