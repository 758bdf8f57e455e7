import { basename, resolve } from 'node:path';
import type { Server, Surroundings as EntrySurroundings } from '../../clients/entry/server.js';
import { clients } from '../../clients/register.gen.js';
import { type ClientRow, type FileClient, type Scope, scopes } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { noFile, noFileInScope, unknownClient } from '../../model/errors/client.js';
import { noDirectory } from '../../model/errors/project.js';
import { npxCliOf, thisMachine } from './machine.js';
import type { Options } from './options.js';
import { filesOf, type Surroundings } from './places.js';
import { readProject } from './project.js';
import { serversOf } from './servers.js';

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
  const found = await Promise.all(
    scopes.map(async (scope) => {
      const files = await filesOf(client, scope, 'name', around);
      return files.some(({ isLegacy }) => !isLegacy) ? [scope] : [];
    }),
  );
  return found.flat();
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
