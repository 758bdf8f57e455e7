import { basename, join, resolve } from 'node:path';
import type { Server, Surroundings as EntrySurroundings } from '../clients/entry/server.js';
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
import { readProject, requireProvider, type ServedProject } from '../project/served-project.js';
import type { Options } from './options.js';
import { filesOf, type Surroundings } from './places.js';

export const rows: Readonly<Record<string, ClientRow>> = clients;

/** @throws CliError `client/unknown` */
export function clientOf(id: string): ClientRow {
  const row = Object.hasOwn(rows, id) ? rows[id] : undefined;
  if (!row) throw unknownClient(id, Object.keys(rows));
  return row;
}

/** Everything that an entry is made from, but for the scope. */
export interface Request {
  id: string;
  client: ClientRow;
  root: string;
  servers: readonly Server[];
  around: Surroundings;
  entryIn(scope: Scope): EntrySurroundings;
}

/** @throws CliError */
export async function requestFor(
  { host }: CommandContext,
  id: string,
  options: Options,
): Promise<Request> {
  const client = clientOf(id);
  const project = await readProject(host.files, host.cwd);
  const workspace = resolve(host.cwd, options.workspace ?? project.root);
  if ((await host.files.kind(workspace)) === null) throw noDirectory(workspace);
  const machine = thisMachine(host);
  const npxCli = await npxCliOf(host);
  return {
    id,
    client,
    root: project.root,
    servers: serversOf(project, options),
    around: { files: host.files, machine, workspace },
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

/** The scopes in which a client has files on this system; that of the user first. */
export async function scopesOf({ client, around }: Request): Promise<Scope[]> {
  if ('code' in client) return [];
  const candidates = await Promise.all(
    scopes.map(async (scope) => {
      const files = await filesOf(client, scope, 'name', around);
      return files.some(({ isLegacy }) => !isLegacy) ? [scope] : [];
    }),
  );
  return candidates.flat();
}

/** A client whose file can be written, in this scope. @throws CliError `client/no-file`, `client/no-scope` */
export async function writableClient(
  request: Request,
  scope: Scope | undefined,
): Promise<FileClient> {
  const { client, id } = request;
  if ('code' in client) throw noFile(client.label, id, 'your code');
  const available = await scopesOf(request);
  const [first] = available;
  if (first === undefined)
    throw noFile(client.label, id, client.paste ?? `the settings of ${client.label}`);
  if (scope !== undefined && !available.includes(scope))
    throw noFileInScope(client.label, scope, first);
  return client;
}

/**
 * The servers of the providers that were chosen: all of them, unless options say otherwise.
 * @throws CliError `grow/no-providers`, `project/unknown-provider`, `client/several-providers`, `client/no-package`
 */
export function serversOf(project: ServedProject, options: Options): Server[] {
  const all = project.providers.map(({ name }) => name);
  for (const name of [undefined, ...options.providers]) requireProvider(project.root, all, name);
  const chosen = project.providers.filter(
    ({ name }) => options.providers.length === 0 || options.providers.includes(name),
  );
  const several = (option: string) => severalProviders(option, all);
  if (chosen.length > 1 && options.name !== undefined) throw several('--name');
  if (chosen.length > 1 && isEndpoint(options.url)) throw several('--url …/mcp');
  const { env, headers, oauth, timeoutSeconds } = options;
  return chosen.map(({ name, description }) => ({
    provider: name,
    name: options.name ?? kebabCase(name),
    description: description.replace(/\s+/g, ' ').trim(),
    run: runOf(project, name, options),
    env,
    headers,
    ...(oauth && { oauth }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  }));
}

function runOf(project: ServedProject, provider: string, { url, npx }: Options): Server['run'] {
  const args = ['--provider', provider];
  if (url) return { by: 'http', url: isEndpoint(url) ? url.href : endpoint(url, provider) };
  if (!npx) return { by: 'node', file: join(project.root, 'dist', 'server.js'), args };
  if (project.packageName === undefined) throw noPackage('package.json has no name');
  if (project.isPrivate) throw noPackage('package.json has "private": true');
  return { by: 'npx', package: project.packageName, args };
}

const isEndpoint = (url: URL | undefined): boolean => url?.pathname.endsWith('/mcp') === true;

/** Over HTTP, a server serves each provider at `/<provider>/mcp`. */
function endpoint(base: URL, provider: string): string {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}/${provider}/mcp`;
  return url.href;
}

const SCOPES = [
  { value: 'user', label: 'Your own file, for all projects' },
  { value: 'project', label: 'A file in the project, shared with others' },
] as const;

/** Asks for what the command line leaves open, where questions can be asked. */
export interface Asking {
  /** @throws CliError `client/missing` */
  client(): Promise<string>;
  scope(request: Request): Promise<Scope | undefined>;
  /** Present once something was asked: then the changes are confirmed, too. */
  readonly begun: Questions | undefined;
  /** Whether the questions are those of another command, which says how to repeat all of it. */
  readonly isPart: boolean;
}

/** @param begun a conversation that goes on */
export function questionsFor(
  { ui, flags, signal }: CommandContext,
  options: Options,
  begun?: Questions,
): Asking {
  async function begin() {
    if (begun || !ui.interactive || flags.yes || flags.json) return begun;
    begun = await ui.ask(signal);
    begun.intro('Configure an MCP client');
    return begun;
  }
  return {
    isPart: begun !== undefined,
    get begun() {
      return begun;
    },
    async client() {
      if (options.client !== undefined) return options.client;
      const questions = await begin();
      if (!questions) throw clientMissing();
      const choices = Object.entries(rows).map(([value, { label }]) => ({ value, label }));
      return questions.choose({ message: 'Client', choices, initial: 'claude-code' });
    },
    async scope(request) {
      const [first, ...others] = await scopesOf(request);
      if (options.scope !== undefined || others.length === 0) return options.scope ?? first;
      const questions = await begin();
      return (
        questions?.choose<Scope>({ message: 'File', choices: SCOPES, initial: 'user' }) ?? first
      );
    },
  };
}
