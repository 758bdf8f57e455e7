import { resolve } from 'node:path';
import {
  type ClientFile,
  clientFiles,
  type ClientSurroundings,
} from '../../client-config/client-files.js';
import type { Options } from '../../client-config/entry-options.js';
import { clientById, clientRows, selectedServers } from '../../client-config/request.js';
import { fileShapeOf } from '../../client-config/servers-in-file.js';
import { isEntryOf } from '../../clients/entry/merge.js';
import type { ClientServer } from '../../clients/entry/server.js';
import { entries } from '../../edit/formats/entry.js';
import { EditRefusedError } from '../../edit/formats/refusal.js';
import { thisMachine } from '../../machine/machine.js';
import { type FileClient, type Scope, scopes } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { View } from '../../model/ui.js';
import { readServedProject } from '../../project/served-project.js';
import { type ExaminedEntry, examineEntry } from './entry-problems.js';

interface ListedEntry extends ExaminedEntry {
  client: string;
  scope: Scope;
  file: string;
  name: string;
  /** The provider of this project that the entry starts or connects to. */
  provider: string | null;
}

interface EntryListing {
  entries: ListedEntry[];
  unreadable: { client: string; file: string; reason: string }[];
}

/** Shows the entries in the files of all clients, or of one client. */
export async function listEntries(context: CommandContext, options: Options): Promise<0> {
  const { host, ui, flags } = context;
  if (options.client !== undefined) clientById(options.client);
  const { root, servers } = await projectHere(context, options);
  const surroundings = {
    files: host.files,
    machine: thisMachine(host),
    workspace: resolve(host.cwd, options.workspace ?? root),
  };
  const listing: EntryListing = { entries: [], unreadable: [] };
  for (const [id, client] of Object.entries(clientRows)) {
    if ('code' in client || (options.client !== undefined && options.client !== id)) continue;
    for (const scope of options.scope === undefined ? scopes : [options.scope])
      for (const file of await clientFiles(client, scope, null, surroundings))
        await addFile(listing, id, client, file, servers, surroundings);
  }
  markDuplicates(listing.entries);
  if (flags.json) ui.result(JSON.stringify(listing, null, 2));
  else ui.result(listText(listing, ui.stdout));
  return 0;
}

/** Returns the project whose files are listed; outside a project, the working directory. */
async function projectHere({ host }: CommandContext, options: Options) {
  try {
    const project = await readServedProject(host.files, host.cwd);
    const hasProviders = project.providers.length > 0;
    return { root: project.root, servers: hasProviders ? selectedServers(project, options) : [] };
  } catch (error) {
    if (error instanceof CliError && error.code === 'project/not-found')
      return { root: host.cwd, servers: [] };
    throw error;
  }
}

async function addFile(
  listing: EntryListing,
  id: string,
  client: FileClient,
  { path, scope, isLegacy }: ClientFile,
  servers: readonly ClientServer[],
  surroundings: ClientSurroundings,
): Promise<void> {
  try {
    if ((await surroundings.files.kind(path)) === 'directory') return;
    const text = await surroundings.files.read(path);
    if (text === null || text.trim() === '') return;
    const shape = fileShapeOf(client, text);
    const ofFolder = client.ofFolder?.map((key) =>
      key === 'FOLDER' ? surroundings.workspace : key,
    );
    const entriesInFile = [
      ...entries(text, shape),
      ...(ofFolder && scope === 'user' ? entries(text, { ...shape, path: ofFolder }) : []),
    ];
    for (const [name, entry] of entriesInFile) {
      const examinedEntry = await examineEntry(client, scope, entry, surroundings);
      if (isLegacy)
        examinedEntry.problems.push({
          code: 'legacy-file',
          text: `Only old versions of ${client.label} read this file.`,
        });
      const projectServer = servers.find((server) => isEntryOf(server, entry));
      listing.entries.push({
        client: id,
        scope,
        file: path,
        name,
        provider: projectServer?.provider ?? null,
        ...examinedEntry,
      });
    }
  } catch (error) {
    if (!(error instanceof EditRefusedError) && !(error instanceof CliError)) throw error;
    listing.unreadable.push({ client: id, file: path, reason: error.message });
  }
}

/** Marks duplicates, because a client that finds a name twice uses only one of the entries. */
function markDuplicates(entries: readonly ListedEntry[]): void {
  for (const entry of entries) {
    const duplicate = entries.find(
      ({ client, name, file }) =>
        client === entry.client && name === entry.name && file !== entry.file,
    );
    if (duplicate)
      entry.problems.push({
        code: 'duplicate',
        text: `"${duplicate.file}" has "${entry.name}", too.`,
      });
  }
}

function listText({ entries, unreadable }: EntryListing, { paint }: View): string {
  if (entries.length === 0 && unreadable.length === 0) return 'No client has an entry.';
  const byFile = new Map<string, ListedEntry[]>();
  for (const entry of entries) {
    const key = `${paint.bold(entry.client)}  ${entry.file}`;
    byFile.set(key, [...(byFile.get(key) ?? []), entry]);
  }
  return [
    ...[...byFile].flatMap(([heading, entriesOfFile]) => [
      heading,
      ...entriesOfFile.flatMap(({ name, target, provider, problems }) => [
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
