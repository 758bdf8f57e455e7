import type { Entry, Server } from '../clients/entry/server.js';
import { entries, remove as withoutTarget } from '../edit/formats/entry.js';
import { emptyDocument } from '../edit/formats/languages.js';
import { type FileClient, type Scope, scopes } from '../model/client.js';
import type { CommandContext } from '../model/command.js';
import { runCancelled } from '../model/errors/cli.js';
import { notConfigured, otherEntry } from '../model/errors/client.js';
import { carryOutEdits, type FileChange, type FileEdit, planEdits } from './change-files.js';
import { type Options, repeatCommand } from './options.js';
import { type ClientFile, filesOf, filesToWrite } from './places.js';
import {
  changesDiff,
  changesJson,
  changesText,
  notesOn,
  showNotes,
  uniqueNotes,
} from './report.js';
import { type Asking, type Request, writableClient } from './request.js';
import { shapeOf, withoutServers, withServers } from './servers-in-file.js';

/** What happens to the files of a client. */
interface Changing {
  action: 'write' | 'remove';
  scope: Scope | undefined;
  edits: readonly FileEdit[];
  /** Knows more once the edits were planned. @throws CliError where nothing changes and that is an error */
  planned(isChanged: boolean): Promise<Partial<Described>>;
}

/** For `--json`. */
interface Described {
  entries: { name: string; value: Entry['value'] }[];
  notes: Entry['notes'];
}

/** Adds entries to the file of a client. @throws CliError */
export async function write(
  context: CommandContext,
  request: Request,
  options: Options,
  asked: Asking,
): Promise<0> {
  const client = await writableClient(request, options.scope);
  const scope = (await asked.scope(request)) ?? 'user';
  const written = new Map<string, Entry>();
  return change(context, request, options, asked, {
    action: 'write',
    scope,
    edits: await writingEdits(client, request, scope, options, written),
    async planned() {
      const notes = [...written.values()].flatMap((entry) => entry.notes);
      return {
        entries: [...written].map(([name, { value }]) => ({ name, value })),
        notes: uniqueNotes([...notes, ...(await notesOn(context.host.files, request, scope))]),
      };
    },
  });
}

/**
 * Removes the entries of the project from all files of a client, or from those of one scope.
 * @throws CliError `client/not-configured` where there is none
 */
export async function remove(
  context: CommandContext,
  request: Request,
  options: Options,
  asked: Asking,
): Promise<0> {
  const client = await writableClient(request, options.scope);
  const names = request.servers.map(({ name }) => name);
  return change(context, request, options, asked, {
    action: 'remove',
    scope: options.scope,
    edits: await removingEdits(context, client, request, options),
    async planned(isChanged) {
      if (!isChanged) throw notConfigured(client.label, names);
      return {};
    },
  });
}

const isChange = ({ before, after }: FileChange): boolean => before !== after;

/** Plans, asks, changes the files and tells what was done. */
async function change(
  context: CommandContext,
  request: Request,
  options: Options,
  { begun, isPart }: Asking,
  { action, scope, edits, planned: describe }: Changing,
): Promise<0> {
  const { host, ui, flags, signal } = context;
  const { dryRun } = flags;
  const writing = { files: host.files, machine: request.around.machine, dryRun, signal };
  const planned = await planEdits(writing, edits);
  const isChanged = planned.some(isChange);
  const { entries, notes } = await describe(isChanged);
  if (begun && !dryRun && isChanged) {
    begun.note(await changesDiff(planned), 'Changes');
    if (!(await begun.confirm('Write these changes?', true))) throw runCancelled();
  }
  const done = dryRun ? planned : await carryOutEdits(writing, edits);
  const changes = action === 'write' ? done : done.filter(isChange);
  const repeat = repeatCommand(request.id, action, scope, options);
  if (flags.json) {
    const document = {
      client: request.id,
      ...(entries && { scope, entries }),
      files: changesJson(changes),
      ...(dryRun && { diff: await changesDiff(planned) }),
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
  if (begun && !isPart && action === 'write') ui.note(`To repeat this, run: ${repeat}`);
  return 0;
}

/** One edit for each file: some clients have a file for each server. */
async function writingEdits(
  client: FileClient,
  { servers, around, entryIn }: Request,
  scope: Scope,
  { overwrite, replaces = [] }: Options,
  written: Map<string, Entry>,
): Promise<FileEdit[]> {
  const byPath = new Map<string, { file: ClientFile; own: Server[] }>();
  for (const server of servers) {
    for (const file of await filesToWrite(client, scope, server.name, around)) {
      const fileServers = byPath.get(file.path)?.own ?? [];
      byPath.set(file.path, { file, own: [...fileServers, server] });
    }
  }
  return [...byPath.values()].map(({ file, own }) => ({
    file,
    edit(before) {
      const conflict = (name: string) => otherEntry(file.path, name, 'replace');
      const made = withServers(client, before, own, entryIn(scope), { overwrite, conflict });
      for (const [name, entry] of made.entries) written.set(name, entry);
      return replaces
        .filter((name) => !made.entries.has(name))
        .reduce((text, name) => withoutEntry(client, text, name), made.text);
    },
  }));
}

function withoutEntry(client: FileClient, text: string, name: string): string {
  const shape = shapeOf(client, text);
  return entries(text, shape).has(name) ? withoutTarget(text, { ...shape, name }) : text;
}

async function removingEdits(
  { host }: CommandContext,
  client: FileClient,
  { servers, around, entryIn }: Request,
  { scope: only, overwrite }: Options,
): Promise<FileEdit[]> {
  const edits = new Map<string, FileEdit>();
  for (const scope of only === undefined ? scopes : [only]) {
    for (const { name } of servers) {
      for (const file of await filesOf(client, scope, name, around)) {
        const kind = await host.files.kind(file.path);
        if (kind === null) continue;
        // Without the file, the link would lead to nothing.
        const nothing = kind === 'link' ? emptyDocument(client.format) : null;
        const conflict = (entry: string) => otherEntry(file.path, entry, 'remove');
        edits.set(file.path, {
          file,
          edit: (before, backup) =>
            before === null
              ? null
              : (withoutServers(client, before, servers, entryIn(scope), backup, {
                  overwrite,
                  conflict,
                }) ?? nothing),
        });
      }
    }
  }
  return [...edits.values()];
}
