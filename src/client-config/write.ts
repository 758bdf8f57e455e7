import type { ClientServer, GeneratedEntry } from '../clients/entry/server.js';
import { entries, remove as withoutTarget } from '../edit/formats/entry.js';
import { emptyDocument } from '../edit/formats/languages.js';
import { type FileClient, type Scope, scopes } from '../model/client.js';
import type { CommandContext } from '../model/command.js';
import { runCancelled } from '../model/errors/cli.js';
import { notConfigured, otherEntry } from '../model/errors/client.js';
import { carryOutEdits, type ClientFileEdit, type FileChange, planEdits } from './change-files.js';
import { type ClientFile, clientFiles, filesToWrite } from './client-files.js';
import { type Options, repeatCommand } from './entry-options.js';
import {
  changesDiff,
  changesJson,
  changesText,
  notesOn,
  showNotes,
  uniqueNotes,
} from './report.js';
import { type ConfigQuestions, type EntryRequest, writableClient } from './request.js';
import { addServers, fileShapeOf, removeServers } from './servers-in-file.js';

interface ClientChange {
  action: 'write' | 'remove';
  scope: Scope | undefined;
  edits: readonly ClientFileEdit[];
  /** Completes the description once the edits are planned. @throws CliError if nothing changes and that is an error */
  describeOutcome(isChanged: boolean): Promise<Partial<ChangeDescription>>;
}

/** The outcome for users and for `--json`. */
interface ChangeDescription {
  entries: { name: string; value: GeneratedEntry['value'] }[];
  notes: GeneratedEntry['notes'];
}

/** Adds entries to the file of a client. @throws CliError */
export async function writeEntry(
  context: CommandContext,
  request: EntryRequest,
  options: Options,
  configQuestions: ConfigQuestions,
): Promise<0> {
  const client = await writableClient(request, options.scope);
  const scope = (await configQuestions.scope(request)) ?? 'user';
  const writtenEntries = new Map<string, GeneratedEntry>();
  return change(context, request, options, configQuestions, {
    action: 'write',
    scope,
    edits: await writingEdits(client, request, scope, options, writtenEntries),
    async describeOutcome() {
      const notes = [...writtenEntries.values()].flatMap((entry) => entry.notes);
      return {
        entries: [...writtenEntries].map(([name, { value }]) => ({ name, value })),
        notes: uniqueNotes([...notes, ...(await notesOn(context.host.files, request, scope))]),
      };
    },
  });
}

/**
 * Removes the entries of the project from all files of a client, or from those of one scope.
 * @throws CliError `client/not-configured` if there are none
 */
export async function removeEntries(
  context: CommandContext,
  request: EntryRequest,
  options: Options,
  configQuestions: ConfigQuestions,
): Promise<0> {
  const client = await writableClient(request, options.scope);
  const names = request.servers.map(({ name }) => name);
  return change(context, request, options, configQuestions, {
    action: 'remove',
    scope: options.scope,
    edits: await removingEdits(context, client, request, options),
    async describeOutcome(isChanged) {
      if (!isChanged) throw notConfigured(client.label, names);
      return {};
    },
  });
}

const isChange = ({ currentText, newText }: FileChange): boolean => currentText !== newText;

/** Plans, asks, changes the files and reports the result. */
async function change(
  context: CommandContext,
  request: EntryRequest,
  options: Options,
  { begun: startedQuestions, isPart }: ConfigQuestions,
  { action, scope, edits, describeOutcome }: ClientChange,
): Promise<0> {
  const { host, ui, flags, signal } = context;
  const { dryRun } = flags;
  const writeContext = { files: host.files, machine: request.surroundings.machine, dryRun, signal };
  const plannedChanges = await planEdits(writeContext, edits);
  const isChanged = plannedChanges.some(isChange);
  const { entries, notes } = await describeOutcome(isChanged);
  if (startedQuestions && !dryRun && isChanged) {
    startedQuestions.note(await changesDiff(plannedChanges), 'Changes');
    if (!(await startedQuestions.confirm('Write these changes?', true))) throw runCancelled();
  }
  const done = dryRun ? plannedChanges : await carryOutEdits(writeContext, edits);
  const changes = action === 'write' ? done : done.filter(isChange);
  const repeat = repeatCommand(request.id, action, scope, options);
  if (flags.json) {
    const document = {
      client: request.id,
      ...(entries && { scope, entries }),
      files: changesJson(changes),
      ...(dryRun && { diff: await changesDiff(plannedChanges) }),
      applied: !dryRun,
      notes,
      repeat,
    };
    ui.result(JSON.stringify(document, null, 2));
    return 0;
  }
  if (!changes.some(isChange)) {
    const paths = changes.map(({ file }) => `  ${file.path}`);
    ui.result(['No change: the entries are up to date.', ...paths].join('\n'));
  } else ui.result(dryRun ? await changesDiff(changes) : changesText(changes));
  showNotes(ui, notes ?? []);
  if (startedQuestions && !isPart && action === 'write') ui.note(`To repeat this, run: ${repeat}`);
  return 0;
}

/** Returns one edit per file, because some clients have a file for each server. */
async function writingEdits(
  client: FileClient,
  { servers, surroundings, entryIn }: EntryRequest,
  scope: Scope,
  { overwrite, replaces = [] }: Options,
  writtenEntries: Map<string, GeneratedEntry>,
): Promise<ClientFileEdit[]> {
  const byPath = new Map<string, { file: ClientFile; own: ClientServer[] }>();
  for (const server of servers) {
    for (const file of await filesToWrite(client, scope, server.name, surroundings)) {
      const fileServers = byPath.get(file.path)?.own ?? [];
      byPath.set(file.path, { file, own: [...fileServers, server] });
    }
  }
  return [...byPath.values()].map(({ file, own: fileServers }) => ({
    file,
    edit(before) {
      const conflict = (name: string) => otherEntry(file.path, name, 'replace');
      const fileWithEntries = addServers(client, before, fileServers, entryIn(scope), {
        overwrite,
        conflict,
      });
      for (const [name, entry] of fileWithEntries.entries) writtenEntries.set(name, entry);
      return replaces
        .filter((name) => !fileWithEntries.entries.has(name))
        .reduce((text, name) => withoutEntry(client, text, name), fileWithEntries.text);
    },
  }));
}

function withoutEntry(client: FileClient, text: string, name: string): string {
  const shape = fileShapeOf(client, text);
  return entries(text, shape).has(name) ? withoutTarget(text, { ...shape, name }) : text;
}

async function removingEdits(
  { host }: CommandContext,
  client: FileClient,
  { servers, surroundings, entryIn }: EntryRequest,
  { scope: only, overwrite }: Options,
): Promise<ClientFileEdit[]> {
  const edits = new Map<string, ClientFileEdit>();
  for (const scope of only === undefined ? scopes : [only]) {
    for (const { name } of servers) {
      for (const file of await clientFiles(client, scope, name, surroundings)) {
        const kind = await host.files.kind(file.path);
        if (kind === null) continue;
        // Without the file, the link would be broken.
        const emptyText = kind === 'link' ? emptyDocument(client.format) : null;
        const conflict = (entry: string) => otherEntry(file.path, entry, 'remove');
        edits.set(file.path, {
          file,
          edit: (before, backup) =>
            before === null
              ? null
              : (removeServers(client, before, servers, entryIn(scope), backup, {
                  overwrite,
                  conflict,
                }) ?? emptyText),
        });
      }
    }
  }
  return [...edits.values()];
}
