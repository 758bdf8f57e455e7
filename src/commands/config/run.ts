import type { ConfigOptions } from '../../client-config/command-options.js';
import { readOptions } from '../../client-config/entry-options.js';
import { printEntry } from '../../client-config/print.js';
import { clientRows, questionsFor, requestFor } from '../../client-config/request.js';
import { removeEntries, writeEntry } from '../../client-config/write.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { cliCommand } from '../../model/npx.js';
import { tableLines } from '../../model/text/table.js';
import { listEntries } from './list.js';

/** Prints, writes, removes or lists entries of MCP clients. @throws CliError `client/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLine<ConfigOptions>,
): Promise<0> {
  const options = readOptions(commandLine);
  if (options.action === 'list') return listEntries(context, options);
  const { ui, flags } = context;
  const isAsking = ui.interactive && !flags.yes;
  if (options.action === 'print' && options.client === undefined && !isAsking)
    return listClients(context);
  const configQuestions = questionsFor(context, options);
  const request = await requestFor(context, await configQuestions.client(), options);
  switch (options.action) {
    case 'print':
      return printEntry(context, request, options);
    case 'write':
      return writeEntry(context, request, options, configQuestions);
    case 'remove':
      return removeEntries(context, request, options, configQuestions);
  }
}

/** Prints the clients to choose from, if no questions are possible. */
function listClients({ ui, flags }: CommandContext): 0 {
  const clients = Object.entries(clientRows).map(([id, { label }]) => ({ id, label }));
  if (flags.json) ui.result(JSON.stringify({ clients }, null, 2));
  else
    ui.result(
      tableLines(
        clients.map(({ id, label }) => [id, label]),
        ui.stdout,
      ).join('\n'),
    );
  ui.note(`Choose a client: ${cliCommand('config CLIENT')}`);
  return 0;
}
