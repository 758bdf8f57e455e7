import { emptyDocument } from '../../edit/formats/language.js';
import { type FileClient, scopes } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { notConfigured, otherEntry } from '../../model/errors/client.js';
import { cancelled } from '../../model/errors/cli.js';
import { type Asking, type Request, writableClient } from './request.js';
import { carryOutEdits, type FileEdit, planEdits } from './change-files.js';
import { type Options, repeatCommand } from './options.js';
import { filesOf } from './places.js';
import { changesDiff, changesJson } from './report.js';
import { withoutServers } from './servers-in-file.js';
import { report, writingOf } from './write.js';

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
  const { ui, flags } = context;
  const client = await writableClient(request, options.scope);
  const edits = await editsOf(context, client, request, options);
  const writing = writingOf(context, request);
  const planned = await planEdits(writing, edits);
  const isChanged = planned.some(({ before, after }) => before !== after);
  if (!isChanged)
    throw notConfigured(
      client.label,
      request.servers.map(({ name }) => name),
    );
  if (asked.begun && !flags.dryRun) {
    asked.begun.note(await changesDiff(planned), 'Changes');
    if (!(await asked.begun.confirm('Write these changes?', true))) throw cancelled();
  }
  const changes = (flags.dryRun ? planned : await carryOutEdits(writing, edits)).filter(
    ({ before, after }) => before !== after,
  );
  if (!flags.json) {
    await report(context, changes, 'No change.');
    return 0;
  }
  const document = {
    client: request.id,
    files: changesJson(changes),
    ...(flags.dryRun && { diff: await changesDiff(planned) }),
    applied: !flags.dryRun,
    repeat: repeatCommand(request.id, 'remove', options.scope, options),
  };
  ui.result(JSON.stringify(document, null, 2));
  return 0;
}

async function editsOf(
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
