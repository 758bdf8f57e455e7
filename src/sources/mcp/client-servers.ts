import { basename, resolve } from 'node:path';
import { MAX_NAME_LENGTH } from '../../../runtime/src/utils/client-limits.js';
import { commandText } from '../../../runtime/src/utils/command-words.js';
import { clientFiles } from '../../client-config/client-files.js';
import { clientById, clientRows } from '../../client-config/request.js';
import { fileShapeOf } from '../../client-config/servers-in-file.js';
import { readEntry } from '../../clients/entry/merge.js';
import { entries } from '../../edit/formats/entry.js';
import { EditRefusedError } from '../../edit/formats/refusal.js';
import { untilUsable } from '../../interview/unusable-answer.js';
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
import { screamingCase } from '../../model/names.js';
import { type Questions, questionsAt } from '../../model/questions.js';
import { isReference, mayBeSecret } from '../../model/secrets.js';
import type { AuthSpec } from '../../model/spec.js';
import { compareCatalog, isServable } from '../../remote/compare-catalog.js';
import type { Discovery } from '../../remote/discovery.js';
import { checkProvider } from '../../spec/check.js';
import type { ConnectionRequest } from '../describe-by-options.js';
import type { Description, StoredSecret } from '../description.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { displayName, providerName, serverDescription } from './discovered-server.js';
import {
  environmentParts,
  knownSettings,
  ownVariables,
  programEnvironment,
} from './program-variables.js';
import { discoverWithSignIn, requiredAuth } from './provider.js';

interface ServerEntry {
  name: string;
  /** URL or command. */
  target: string;
  /** Environment variables of the program. */
  env: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** Noun phrase for the place of the entry. */
  file: string;
  /** The configuration file that contains the entry. */
  scope?: Scope;
}

type ConfigurationPlace = { id: string } | { file: string };

/** Returns the servers that a client uses, each as a provider; their tokens are saved in the encrypted store. */
export async function clientServers(
  { context, commandLine, questions }: ConnectionRequest,
  place: ConfigurationPlace,
): Promise<Description> {
  const { host } = context;
  const client = 'id' in place ? place.id : place.file;
  const allEntries = await untilUsable(questions, () =>
    'id' in place
      ? clientEntries(host, place.id)
      : serversFile(host, place.file).then(entriesOfFile),
  );
  if (allEntries.length === 0) throw noClientServers(client);
  const names = allEntries.map(({ name }) => name);
  const serverNames = commandLine.options.servers?.split(',').map((name) => name.trim());
  const unknownNames = (serverNames ?? []).filter((name) => !names.includes(name));
  if (unknownNames.length > 0) throw unknownServers(client, unknownNames, names);
  const selectedNames =
    serverNames ??
    (questions
      ? await questions.chooseSeveral({
          key: 'servers',
          message: 'Which servers?',
          choices: allEntries.map((entry) => ({
            value: entry.name,
            label: entry.name,
            hint: [
              ...plainTextNames(entry).map((name) => `${name} in plain text`),
              entry.target,
            ].join(', '),
          })),
          initial: names,
          check: (values) => (values.length === 0 ? 'Select at least one.' : undefined),
        })
      : names);
  const secrets: StoredSecret[] = [];
  const settings: Record<string, string> = {};
  const providers: Description['providers'] = [];
  const importedEntries: ServerEntry[] = [];
  const takenNames: TakenNames = { names: new Set(), titles: new Set(), tools: new Set() };
  const failures: CliError[] = [];
  const chosenEntries = allEntries.filter(({ name }) => selectedNames.includes(name));
  for (const entry of chosenEntries) {
    const isLastAttempt = importedEntries.length === 0 && entry === chosenEntries.at(-1);
    try {
      const startedServer = await startServer(context, questions, entry, !isLastAttempt);
      if (!startedServer) continue;
      const { checked: checkedProvider, secret } = serverProvider(
        context,
        withOwnSettings(startedServer, settings),
        takenNames,
      );
      providers.push(checkedProvider);
      secrets.push(...secret);
      importedEntries.push(entry);
    } catch (error) {
      if (!(error instanceof CliError) || error.exit === 130 || questions) throw error;
      failures.push(error);
    }
  }
  if (failures[0] && importedEntries.length === 0) throw failures[0];
  for (const { message, hint } of failures)
    context.ui.warn(`A server is left out. ${message} ${hint}`);
  const options = {
    ...commandLine.options,
    from: 'id' in place ? `client:${place.id}` : place.file,
    ...(importedEntries.length < allEntries.length && {
      servers: importedEntries.map(({ name }) => name).join(','),
    }),
  };
  const replaces = importedEntries.flatMap(({ name, file, scope }) =>
    'id' in place && scope
      ? [{ client: place.id, scope, file, name, provider: providerName(name) }]
      : [],
  );
  return { providers, commandLine: { ...commandLine, options }, secrets, settings, replaces };
}

interface TakenNames {
  names: Set<string>;
  titles: Set<string>;
  tools: Set<string>;
}

interface StartedServer {
  entry: ServerEntry;
  server: string;
  discovery: Discovery;
  credentials: EntryCredentials;
}

/**
 * Returns the provider of a server with the tools that it can serve.
 * @param takenNames names in use, to which its names are added
 * @throws CliError
 */
function serverProvider(
  { ui, host }: CommandContext,
  { entry, server, discovery, credentials }: StartedServer,
  takenNames: TakenNames,
) {
  const name = providerName(entry.name);
  if (takenNames.names.has(name)) throw sameProviderName(entry.name, name);
  const servable = { ...discovery, tools: discovery.tools.filter(isServable) };
  for (const tool of discovery.tools.filter((tool) => !isServable(tool)))
    ui.warn(
      `${entry.name}: the tool ${JSON.stringify(tool.name)} is left out, because its name or its definition cannot be served.`,
    );
  const toolNames = new Set([...takenNames.tools, ...servable.tools.map((tool) => tool.name)]);
  const rename = servable.tools
    .filter((tool) => takenNames.tools.has(tool.name))
    .map((tool) => {
      const ownName = unusedName(`${name}_${tool.name}`, toolNames);
      toolNames.add(ownName);
      return `${tool.name}=${ownName}`;
    });
  const { catalog: acceptedCatalog } = compareCatalog({}, servable, {
    include: [],
    exclude: [],
    rename,
  });
  if (rename.length > 0)
    ui.note(
      `${entry.name}: names that another server has begin with "${name}_": ${rename.map((pair) => pair.split('=')[0]).join(', ')}.`,
    );
  const { auth, values, environment, otherHeaders } = credentials;
  const ownTitle = displayName(servable.server?.title);
  const title =
    ownTitle !== undefined && takenNames.titles.has(ownTitle)
      ? displayName(`${ownTitle} (${entry.name})`)
      : ownTitle;
  const { spec, warnings } = checkProvider(
    {
      name,
      kind: 'mcp',
      ...(title !== undefined && { displayName: title }),
      description: serverDescription(servable, server),
      server,
      ...(environment && { environment }),
      auth,
    },
    kindsAndStyles,
  );
  if (otherHeaders.length > 0)
    ui.warn(
      `${entry.name}: the project does not send ${otherHeaders.join(', ')}. Add "headers" in src/providers/${name}/api/client.ts.`,
    );
  takenNames.names.add(name);
  if (title !== undefined) takenNames.titles.add(title);
  for (const tool of acceptedCatalog.tools ?? []) takenNames.tools.add(tool.name);
  const hasValues = Object.values(values).some((value) => value !== '' && !isReference(value));
  const file = plainTextNames(entry).length > 0 && { file: shownPath(host.cwd, entry.file) };
  const secret = hasValues ? [{ provider: name, auth, values, ...file }] : [];
  const origin = { kind: 'server', catalog: acceptedCatalog } as const;
  return { checked: { spec: { ...spec, origin }, warnings }, secret };
}

/** Returns a name that is not taken and that clients accept, with a number at its end if need be. */
function unusedName(name: string, takenNames: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `_${number}`;
    const candidate = name.slice(0, MAX_NAME_LENGTH - end.length) + end;
    if (!takenNames.has(candidate)) return candidate;
  }
}

/**
 * Starts the server of an entry and lists its tools. If it does not start, the user decides.
 * @returns undefined if it is skipped
 * @throws CliError `create/client` if it did not start and is not skipped
 */
async function startServer(
  context: CommandContext,
  questions: Questions | undefined,
  entry: ServerEntry,
  canBeLeftOut: boolean,
): Promise<StartedServer | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const entryQuestions =
      questions && questionsAt(questions, `servers[${entry.name}][${attempt}]`);
    try {
      return { entry, ...(await discoverEntry(context, entryQuestions, entry)) };
    } catch (error) {
      if (!(error instanceof CliError) || error.exit === 130) throw error;
      const answer = await entryQuestions?.choose({
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

/**
 * Returns a server whose settings have the values of its own program: a variable that another
 * server needs with another value gets another name.
 * @param usedValues values of the settings so far, to which its own are added
 */
function withOwnSettings(server: StartedServer, usedValues: Record<string, string>): StartedServer {
  const { environment = {}, settings = {} } = server.credentials;
  const renamed = Object.entries(environment).map(([name, variable]) => {
    const value = settings[name];
    const isTaken = value !== undefined && (usedValues[variable] ?? value) !== value;
    const ownVariable = isTaken
      ? `${screamingCase(providerName(server.entry.name))}_${name}`
      : variable;
    if (value !== undefined) usedValues[ownVariable] = value;
    return [name, ownVariable];
  });
  if (renamed.length === 0) return server;
  const credentials = {
    ...server.credentials,
    environment: Object.fromEntries(renamed) as Record<string, string>,
  };
  return { ...server, credentials };
}

/** Returns clients whose configuration contains servers, as choices of the first question. */
export async function clientsWithServers(host: Host) {
  const clients: { value: string; label: string; hint: string }[] = [];
  for (const [id, { label }] of Object.entries(clientRows)) {
    const allEntries = await clientEntries(host, id).catch(() => []);
    const names = allEntries.map(({ name }) => name).join(', ');
    if (allEntries.length > 0)
      clients.push({ value: `client:${id}`, label, hint: `uses ${names}` });
  }
  return clients;
}

/** A file with servers, as a client reads it. */
export interface ServersFile {
  client: FileClient;
  path: string;
  text: string;
  entriesByName: ReadonlyMap<string, Json>;
}

/**
 * Returns the servers in a file as the client reads it that finds most of them. If several clients do, the one whose file has this name decides.
 * @throws CliError `create/client` if no client can read it
 */
export async function serversFile(host: Host, file: string): Promise<ServersFile> {
  const path = resolve(host.cwd, file);
  const text = (await host.files.read(path)) ?? '';
  let refusal: EditRefusedError | undefined;
  const readings = Object.values(clientRows).flatMap((client) => {
    if ('code' in client) return [];
    try {
      const { project = [], user = [], legacy = [] } = client;
      const patterns = [
        ...project,
        ...Object.values<string | readonly string[]>(user).flat(),
        ...legacy,
      ];
      const isOwn = patterns.some((pattern) => basename(pattern) === basename(path));
      const serversInFile = {
        client,
        path,
        text,
        entriesByName: entries(text, fileShapeOf(client, text)),
      };
      return [{ isOwn, reading: serversInFile, count: entriesOfFile(serversInFile).length }];
    } catch (error) {
      if (!(error instanceof EditRefusedError)) throw error;
      refusal ??= error;
      return [];
    }
  });
  const [best] = readings.toSorted(
    (left, right) => right.count - left.count || Number(right.isOwn) - Number(left.isOwn),
  );
  if (!best) throw clientUnreadable(path, refusal?.message ?? '');
  return best.reading;
}

const entriesOfFile = ({ client, path, entriesByName }: ServersFile): ServerEntry[] =>
  [...entriesByName].flatMap(([name, entry]) => serverEntry(client, name, entry, path) ?? []);

/** Returns the servers of a client. @throws CliError `create/client` if a file of the client is invalid */
async function clientEntries(host: Host, id: string): Promise<ServerEntry[]> {
  const client = clientById(id);
  if ('code' in client) return [];
  const surroundings = {
    files: host.files,
    machine: thisMachine(host),
    workspace: resolve(host.cwd),
  };
  const entriesByName = new Map<string, ServerEntry>();
  for (const scope of scopes)
    for (const { path } of await clientFiles(client, scope, null, surroundings)) {
      const text = await host.files.read(path);
      if (text === null || text.trim() === '') continue;
      try {
        const fileEntries = entries(text, fileShapeOf(client, text));
        for (const server of entriesOfFile({ client, path, text, entriesByName: fileEntries }))
          if (!entriesByName.has(server.name)) entriesByName.set(server.name, { ...server, scope });
      } catch (error) {
        if (error instanceof EditRefusedError) throw clientUnreadable(path, error.message);
        throw error;
      }
    }
  return [...entriesByName.values()];
}

function serverEntry(
  client: FileClient,
  name: string,
  entry: Json,
  file: string,
): ServerEntry | undefined {
  const { words: command, url, env, headers } = readEntry(client, entry);
  if (command.length > 0) return { name, target: commandText(command), env, headers: {}, file };
  return url === undefined ? undefined : { name, target: url, env: {}, headers, file };
}

/** Returns the names of variables and headers whose secret is in the entry itself. */
const plainTextNames = ({ env, headers }: ServerEntry): string[] =>
  Object.entries({ ...env, ...headers }).flatMap(([name, value]) =>
    mayBeSecret(name) && value !== '' && !isReference(value) ? [name] : [],
  );

/** Discovers the server with the values of its entry; references are resolved with the environment. */
async function discoverEntry(
  context: CommandContext,
  questions: Questions | undefined,
  entry: ServerEntry,
) {
  const { target, env, headers } = entry;
  const secret = secretInServer(target);
  if (secret !== undefined) throw secretInTarget(secret);
  const literals = Object.entries(env).filter(([, value]) => !isReference(value));
  const variables = { ...context.host.env, ...Object.fromEntries(literals) };
  const entryContext = { ...context, host: { ...context.host, env: variables } };
  const {
    server,
    offered: discovery,
    signIn,
    token,
  } = await discoverWithSignIn(questions, entryContext, target, {
    env: Object.keys(env),
    header: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  });
  if (discovery.signIn) throw signInRequired(target);
  const auth = signIn && requiredAuth(signIn);
  const credentials: EntryCredentials =
    token !== undefined
      ? { auth: { style: 'bearer' }, values: { token }, otherHeaders: [] }
      : auth
        ? { auth, values: {}, otherHeaders: [] }
        : await entryCredentials(entryContext, entry, server);
  return { server, discovery, credentials };
}

interface EntryCredentials {
  auth: AuthSpec;
  values: Record<string, string>;
  /** Variables of the program that are settings of the operator. */
  environment?: Readonly<Record<string, string>>;
  /** Their known values, by the names that the program reads. */
  settings?: Readonly<Record<string, string>>;
  /** Names of headers that are not part of the sign-in. */
  otherHeaders: string[];
}

/** Returns the sign-in of a provider, with the credentials that the entry contains. */
async function entryCredentials(
  context: CommandContext,
  { env, headers }: ServerEntry,
  server: string,
): Promise<EntryCredentials> {
  const names = Object.keys(env);
  if (names.length > 0) {
    const { host } = context;
    const variables = programEnvironment(names, await ownVariables(context, server), host.env);
    const values = variables.credentials.map((name) => [name, env[name] ?? ''] as const);
    return {
      auth: { style: 'none' },
      ...environmentParts(variables),
      values: Object.fromEntries(values),
      settings: knownSettings(variables, host.env),
      otherHeaders: [],
    };
  }
  const pairs = Object.entries(headers);
  const secret =
    pairs.find(([name]) => /^authorization$/i.test(name) || mayBeSecret(name)) ?? pairs[0];
  if (!secret) return { auth: { style: 'none' }, values: {}, otherHeaders: [] };
  const [name, value] = secret;
  const otherHeaders = pairs.flatMap(([header]) => (header === name ? [] : [header]));
  const [, token] = /^Bearer\s+(.*)$/i.exec(value) ?? [];
  return token !== undefined && /^authorization$/i.test(name)
    ? { auth: { style: 'bearer' }, values: { token }, otherHeaders }
    : {
        auth: { style: 'api-key', in: 'header', name },
        values: { apiKey: value },
        otherHeaders,
      };
}
