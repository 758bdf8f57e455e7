import { sourceFor } from '../clients/entry/code.js';
import type { GeneratedEntry } from '../clients/entry/server.js';
import { type Shortcuts, shortcuts } from '../clients/entry/shortcuts.js';
import type { FileClient, Scope } from '../model/client.js';
import type { CommandContext } from '../model/command.js';
import { filesToWrite } from './client-files.js';
import { type Options, repeatCommand } from './entry-options.js';
import { notesOn, showNotes, uniqueNotes } from './report.js';
import { configurationScopes, type EntryRequest, writableClient } from './request.js';
import { addServers } from './servers-in-file.js';

/** Prints the entry for the file of a client, and the path of the file. */
export async function printEntry(
  { host, ui, flags }: CommandContext,
  request: EntryRequest,
  options: Options,
): Promise<0> {
  const { id, client, servers } = request;
  if (options.scope !== undefined) await writableClient(request, options.scope);
  const [first = 'user'] = await configurationScopes(request);
  const scope = options.scope ?? first;
  const common = await notesOn(host.files, request, scope);
  if ('code' in client) {
    const text = sourceFor(client, servers);
    if (flags.json) ui.result(JSON.stringify({ client: id, text, notes: common }, null, 2));
    else ui.data(text);
    if (!flags.json) showNotes(ui, common);
    return 0;
  }
  const fileWithEntries = addServers(client, null, servers, request.entryIn(scope), {
    overwrite: true,
    conflict: () => new Error('A new file has no entries.'),
  });
  const alternatives = shortcutsByServer(client, request, scope, fileWithEntries.entries);
  const script = [...alternatives.values()].flatMap(({ command }) => command ?? []).join('\n');
  const text = client.isScript ? script : fileWithEntries.text;
  const files = await changedPaths(client, request, scope);
  const notes = uniqueNotes([
    ...[...fileWithEntries.entries.values()].flatMap((entry) => entry.notes),
    ...common,
  ]);
  if (flags.json) {
    const entries = servers.map(({ name, provider }) => ({
      name,
      provider,
      value: fileWithEntries.entries.get(name)?.value,
      ...alternatives.get(name),
    }));
    const document = { client: id, scope, files, entries, text, notes };
    ui.result(JSON.stringify(document, null, 2));
    return 0;
  }
  ui.data(text);
  if (client.paste !== undefined) ui.note(`Paste it into ${client.paste}.`);
  for (const file of files) ui.note(`File: ${file}`);
  if (files.length > 0)
    ui.note(`To write it there, run: ${repeatCommand(id, 'write', scope, options)}`);
  for (const { command, login, link } of alternatives.values()) {
    if (command !== undefined && !client.isScript) ui.note(`Or run: ${command}`);
    if (login !== undefined) ui.note(`To sign in, run: ${login}`);
    if (link !== undefined) ui.note(`Or open: ${link}`);
  }
  showNotes(ui, notes);
  return 0;
}

function shortcutsByServer(
  client: FileClient,
  { servers, entryIn }: EntryRequest,
  scope: Scope,
  entries: ReadonlyMap<string, GeneratedEntry>,
): Map<string, Shortcuts> {
  return new Map(
    servers.flatMap((server): [string, Shortcuts][] => {
      const entry = entries.get(server.name);
      return entry ? [[server.name, shortcuts(client, server, entry, entryIn(scope))]] : [];
    }),
  );
}

/** Returns the files that `--write` would change. */
async function changedPaths(
  client: FileClient,
  { servers, surroundings }: EntryRequest,
  scope: Scope,
) {
  const files = await Promise.all(
    servers.map(({ name }) => filesToWrite(client, scope, name, surroundings)),
  );
  return [...new Set(files.flat().map(({ path }) => path))];
}
