import type { Entry, Server } from '../../clients/entry/server.js';
import { entries, remove } from '../../edit/formats/entry.js';
import type { FileClient, Scope } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { otherEntry } from '../../model/errors/client.js';
import { cancelled } from '../../model/errors/cli.js';
import { type Asking, type Request, writableClient } from './request.js';
import {
  carryOutEdits,
  type FileChange,
  type FileEdit,
  planEdits,
  type Writing,
} from './change-files.js';
import { notesOn, changesDiff, changesJson, changesText, tell, unique } from './report.js';
import { type Options, repeatCommand } from './options.js';
import { type ClientFile, filesToWrite } from './places.js';
import { shapeOf, withServers } from './servers-in-file.js';

/** Adds entries to the file of a client. @throws CliError */
export async function write(
  context: CommandContext,
  request: Request,
  options: Options,
  asked: Asking,
): Promise<0> {
  const { host, ui, flags } = context;
  const client = await writableClient(request, options.scope);
  const scope = (await asked.scope(request)) ?? 'user';
  const written = new Map<string, Entry>();
  const edits = await editsOf(client, request, scope, options, written);
  const writing = writingOf(context, request);
  const planned = await planEdits(writing, edits);
  const entryNotes = () => [...written.values()].flatMap((entry) => entry.notes);
  const notes = unique([...entryNotes(), ...(await notesOn(host.files, request, scope))]);
  if (asked.begun && !flags.dryRun && planned.some(({ before, after }) => before !== after)) {
    asked.begun.note(await changesDiff(planned), 'Changes');
    if (!(await asked.begun.confirm('Write these changes?', true))) throw cancelled();
  }
  const changes = flags.dryRun ? planned : await carryOutEdits(writing, edits);
  const repeat = repeatCommand(request.id, 'write', scope, options);
  if (flags.json) {
    const document = {
      client: request.id,
      scope,
      entries: [...written].map(([name, { value }]) => ({ name, value })),
      files: changesJson(changes),
      ...(flags.dryRun && { diff: await changesDiff(planned) }),
      applied: !flags.dryRun,
      notes,
      repeat,
    };
    ui.result(JSON.stringify(document, null, 2));
    return 0;
  }
  await report(context, changes, 'No change: the entries are up to date.');
  tell(ui, notes);
  if (asked.begun && !asked.isPart) ui.note(`To repeat this, run: ${repeat}`);
  return 0;
}

/** Prints the diff of a dry run, or what was done. */
export async function report(
  { ui, flags }: CommandContext,
  changes: readonly FileChange[],
  unchanged: string,
): Promise<void> {
  if (changes.every(({ before, after }) => before === after)) {
    ui.result([unchanged, ...changes.map(({ file }) => `  ${file.path}`)].join('\n'));
  } else ui.result(flags.dryRun ? await changesDiff(changes) : changesText(changes));
}

export const writingOf = (
  { host, flags, signal }: CommandContext,
  { around }: Request,
): Writing => ({
  files: host.files,
  machine: around.machine,
  dryRun: flags.dryRun,
  signal,
});

/** One edit for each file: some clients have a file for each server. */
async function editsOf(
  client: FileClient,
  { servers, around, entryIn }: Request,
  scope: Scope,
  { overwrite, replaces = [] }: Options,
  written: Map<string, Entry>,
): Promise<FileEdit[]> {
  const byPath = new Map<string, { file: ClientFile; own: Server[] }>();
  for (const server of servers) {
    for (const file of await filesToWrite(client, scope, server.name, around)) {
      const own = byPath.get(file.path)?.own ?? [];
      byPath.set(file.path, { file, own: [...own, server] });
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
  return entries(text, shape).has(name) ? remove(text, { ...shape, name }) : text;
}
