import { resolve } from 'node:path';
import { isEntryOf } from '../../clients/entry/merge.js';
import type { Server } from '../../clients/entry/server.js';
import { entries } from '../../edit/formats/entry.js';
import { Refusal } from '../../edit/formats/refusal.js';
import { type FileClient, type Scope, scopes } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { examine, type Examined } from './examine.js';
import { thisMachine } from './machine.js';
import type { Options } from './options.js';
import { type ClientFile, filesOf, type Surroundings } from './places.js';
import { readProject } from './project.js';
import { clientOf, rows, serversOf } from './request.js';
import { shapeOf } from './servers-in-file.js';
import type { View } from '../../model/ui.js';

export interface Listed extends Examined {
  client: string;
  scope: Scope;
  file: string;
  name: string;
  /** The provider of this project that it starts or reaches. */
  provider: string | null;
}

export interface Listing {
  entries: Listed[];
  unreadable: { client: string; file: string; reason: string }[];
}

/** Shows the entries in the files of all clients, or of one. */
export async function list(context: CommandContext, options: Options): Promise<0> {
  const { host, ui, flags } = context;
  if (options.client !== undefined) clientOf(options.client);
  const { root, servers } = await projectHere(context, options);
  const around = {
    files: host.files,
    machine: thisMachine(host),
    workspace: resolve(host.cwd, options.workspace ?? root),
  };
  const listing: Listing = { entries: [], unreadable: [] };
  for (const [id, client] of Object.entries(rows)) {
    if ('code' in client || (options.client !== undefined && options.client !== id)) continue;
    for (const scope of options.scope === undefined ? scopes : [options.scope])
      for (const file of await filesOf(client, scope, null, around))
        await addFile(listing, id, client, file, servers, around);
  }
  markDuplicates(listing.entries);
  if (flags.json) ui.result(JSON.stringify(listing, null, 2));
  else ui.result(listText(listing, ui.stdout));
  return 0;
}

/** Outside a project, the working directory is where project files are. */
async function projectHere({ host }: CommandContext, options: Options) {
  try {
    const project = await readProject(host.files, host.cwd);
    const hasProviders = project.providers.length > 0;
    return { root: project.root, servers: hasProviders ? serversOf(project, options) : [] };
  } catch (error) {
    if (error instanceof CliError && error.code === 'project/not-found')
      return { root: host.cwd, servers: [] };
    throw error;
  }
}

async function addFile(
  listing: Listing,
  id: string,
  client: FileClient,
  { path, scope, isLegacy }: ClientFile,
  servers: readonly Server[],
  around: Surroundings,
): Promise<void> {
  try {
    if ((await around.files.kind(path)) === 'directory') return;
    const text = await around.files.read(path);
    if (text === null || text.trim() === '') return;
    for (const [name, entry] of entries(text, shapeOf(client, text))) {
      const examined = await examine(client, scope, entry, around);
      if (isLegacy)
        examined.problems.push({
          code: 'legacy-file',
          text: `Only old versions of ${client.label} read this file.`,
        });
      const own = servers.find((server) => isEntryOf(server, entry));
      listing.entries.push({
        client: id,
        scope,
        file: path,
        name,
        provider: own?.provider ?? null,
        ...examined,
      });
    }
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof CliError)) throw error;
    listing.unreadable.push({ client: id, file: path, reason: error.message });
  }
}

/** A client that finds a name twice uses one of the entries. */
function markDuplicates(all: readonly Listed[]): void {
  for (const entry of all) {
    const other = all.find(
      ({ client, name, file }) =>
        client === entry.client && name === entry.name && file !== entry.file,
    );
    if (other)
      entry.problems.push({ code: 'duplicate', text: `"${other.file}" has "${entry.name}", too.` });
  }
}

/** The entries by file, each with its problems. */
function listText({ entries, unreadable }: Listing, { paint }: View): string {
  if (entries.length === 0 && unreadable.length === 0) return 'No client has an entry.';
  const byFile = new Map<string, Listed[]>();
  for (const entry of entries) {
    const key = `${paint.bold(entry.client)}  ${entry.file}`;
    byFile.set(key, [...(byFile.get(key) ?? []), entry]);
  }
  return [
    ...[...byFile].flatMap(([heading, own]) => [
      heading,
      ...own.flatMap(({ name, target, provider, problems }) => [
        `  ${provider === null ? name : paint.green(name)}  ${paint.dim(target)}`,
        ...problems.map(({ text }) => paint.yellow(`    ${text}`)),
      ]),
    ]),
    ...unreadable.map(
      ({ client, file, reason }) =>
        `${paint.bold(client)}  ${file}\n  ${paint.red(`Cannot be read. ${reason}`)}`,
    ),
  ].join('\n');
}
