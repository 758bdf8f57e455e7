import { basename, join, resolve } from 'node:path';
import type {
  ClientServer,
  ReaderSurroundings as EntrySurroundings,
} from '../clients/entry/server.js';
import { clients } from '../clients/register.gen.js';
import { npxCliOf, thisMachine } from '../machine/machine.js';
import { type ClientRow, type FileClient, type Scope, scopes } from '../model/client.js';
import type { CommandContext } from '../model/command.js';
import {
  clientMissing,
  noFile,
  noFileInScope,
  noPackage,
  severalProviders,
  unknownClient,
} from '../model/errors/client.js';
import { noDirectory } from '../model/errors/project.js';
import { kebabCase } from '../model/names.js';
import type { Questions } from '../model/questions.js';
import {
  readServedProject,
  requireProvider,
  type ServedProject,
} from '../project/served-project.js';
import { clientFiles, type ClientSurroundings } from './client-files.js';
import type { Options } from './entry-options.js';

export const clientRows: Readonly<Record<string, ClientRow>> = clients;

/** Returns the client with an id. @throws CliError `client/unknown` */
export function clientById(id: string): ClientRow {
  const row = Object.hasOwn(clientRows, id) ? clientRows[id] : undefined;
  if (!row) throw unknownClient(id, Object.keys(clientRows));
  return row;
}

/** All data from which an entry is made, except for the scope. */
export interface EntryRequest {
  id: string;
  client: ClientRow;
  root: string;
  servers: readonly ClientServer[];
  surroundings: ClientSurroundings;
  entryIn(scope: Scope): EntrySurroundings;
}

/** Returns the request of a command line. @throws CliError */
export async function requestFor(
  { host }: CommandContext,
  id: string,
  options: Options,
): Promise<EntryRequest> {
  const client = clientById(id);
  const project = await readServedProject(host.files, host.cwd);
  const workspace = resolve(host.cwd, options.workspace ?? project.root);
  if ((await host.files.kind(workspace)) === null) throw noDirectory(workspace);
  const machine = thisMachine(host);
  const npxCli = await npxCliOf(host);
  return {
    id,
    client,
    root: project.root,
    servers: selectedServers(project, options),
    surroundings: { files: host.files, machine, workspace },
    entryIn: (scope) => ({
      scope,
      platform: machine.platform,
      workspace,
      project: project.packageName ?? basename(project.root),
      node: host.node,
      npxCli,
    }),
  };
}

/** Returns the scopes in which a client has files on this system; that of the user first. */
export async function configurationScopes({
  client,
  surroundings,
}: EntryRequest): Promise<Scope[]> {
  if ('code' in client) return [];
  const candidates = await Promise.all(
    scopes.map(async (scope) => {
      const files = await clientFiles(client, scope, 'name', surroundings);
      return files.some(({ isLegacy }) => !isLegacy) ? [scope] : [];
    }),
  );
  return candidates.flat();
}

/**
 * Returns a client whose file can be written in this scope.
 * @throws CliError `client/no-file`, `client/no-scope`
 */
export async function writableClient(
  request: EntryRequest,
  scope: Scope | undefined,
): Promise<FileClient> {
  const { client, id } = request;
  if ('code' in client) throw noFile(client.label, id, 'your code');
  const available = await configurationScopes(request);
  const [first] = available;
  if (first === undefined)
    throw noFile(client.label, id, client.paste ?? `the settings of ${client.label}`);
  if (scope !== undefined && !available.includes(scope))
    throw noFileInScope(client.label, scope, first);
  return client;
}

/**
 * Returns the servers of the selected providers; of all by default.
 * @throws CliError `extend/no-providers`, `project/unknown-provider`, `client/several-providers`,
 * `client/no-package`
 */
export function selectedServers(project: ServedProject, options: Options): ClientServer[] {
  const allNames = project.providers.map(({ name }) => name);
  for (const name of [undefined, ...options.providers])
    requireProvider(project.root, allNames, name);
  const selectedProviders = project.providers.filter(
    ({ name }) => options.providers.length === 0 || options.providers.includes(name),
  );
  const refuseSeveral = (option: string) => severalProviders(option, allNames);
  if (selectedProviders.length > 1 && options.name !== undefined) throw refuseSeveral('--name');
  if (selectedProviders.length > 1 && isEndpoint(options.url)) throw refuseSeveral('--url …/mcp');
  const { env, headers, oauth, timeoutSeconds } = options;
  return selectedProviders.map(({ name, description }) => ({
    provider: name,
    name: options.name ?? kebabCase(name),
    description: description.replace(/\s+/g, ' ').trim(),
    run: serverRun(project, name, options),
    env,
    headers,
    ...(oauth && { oauth }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  }));
}

function serverRun(
  project: ServedProject,
  provider: string,
  { url, npx }: Options,
): ClientServer['run'] {
  const args = ['--provider', provider];
  if (url) return { by: 'http', url: isEndpoint(url) ? url.href : endpoint(url, provider) };
  if (!npx) return { by: 'node', file: join(project.root, 'dist', 'server.js'), args };
  if (project.packageName === undefined) throw noPackage('package.json has no name');
  if (project.isPrivate) throw noPackage('package.json has "private": true');
  return { by: 'npx', package: project.packageName, args };
}

const isEndpoint = (url: URL | undefined): boolean => url?.pathname.endsWith('/mcp') === true;

/** Returns the URL of a provider: over HTTP, a server serves each one at `/<provider>/mcp`. */
function endpoint(base: URL, provider: string): string {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}/${provider}/mcp`;
  return url.href;
}

const SCOPES = [
  { value: 'user', label: 'Your own file, for all projects' },
  { value: 'project', label: 'A file in the project, shared with others' },
] as const;

/** Asks for missing options, if questions are possible. */
export interface ConfigQuestions {
  /** Returns the client to configure. @throws CliError `client/missing` */
  client(): Promise<string>;
  scope(request: EntryRequest): Promise<Scope | undefined>;
  /** The conversation, if a question was asked; then the changes are confirmed, too. */
  readonly begun: Questions | undefined;
  /** Whether another command asks the questions, which states how to repeat all of it. */
  readonly isPart: boolean;
}

/** @param startedQuestions a conversation that continues */
export function questionsFor(
  { ui, flags, signal }: CommandContext,
  options: Options,
  startedQuestions?: Questions,
): ConfigQuestions {
  async function begin() {
    if (startedQuestions || !ui.interactive || flags.yes) return startedQuestions;
    startedQuestions = await ui.ask(signal);
    startedQuestions.intro('Configure an MCP client');
    return startedQuestions;
  }
  return {
    isPart: startedQuestions !== undefined,
    get begun() {
      return startedQuestions;
    },
    async client() {
      if (options.client !== undefined) return options.client;
      const questions = await begin();
      if (!questions) throw clientMissing();
      const choices = Object.entries(clientRows).map(([value, { label }]) => ({ value, label }));
      return questions.choose({ message: 'Client', choices, initial: 'claude-code' });
    },
    async scope(request) {
      const [first, ...otherScopes] = await configurationScopes(request);
      if (options.scope !== undefined || otherScopes.length === 0) return options.scope ?? first;
      const questions = await begin();
      return (
        questions?.choose<Scope>({ message: 'File', choices: SCOPES, initial: 'user' }) ?? first
      );
    },
  };
}
