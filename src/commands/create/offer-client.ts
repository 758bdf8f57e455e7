import { dirname, relative } from 'node:path';
import {
  clientFiles,
  type ClientSurroundings,
  filesToWrite,
} from '../../client-config/client-files.js';
import { entryOptions, repeatCommand } from '../../client-config/entry-options.js';
import {
  clientRows,
  configurationScopes,
  questionsFor,
  requestFor,
} from '../../client-config/request.js';
import { writeEntry } from '../../client-config/write.js';
import { thisMachine } from '../../machine/machine.js';
import type { FileClient, Scope } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import type { ReplacedEntry } from '../../sources/description.js';
import { withFallback } from './first-use.js';

const ANOTHER_CLIENT = 'another';
const LATER = 'later';

/** Maximum number of clients on this computer that are offered by name. */
const MAX_OFFERED = 4;

/** A client whose configuration is a file that this program can write. */
interface WritableClient {
  value: string;
  row: FileClient;
}

/**
 * Offers to add the project in `root` to the configuration of an MCP client, as `config --write`
 * does.
 * @returns the command that does the same in the project, if a client was configured
 */
export async function offerClient(
  context: CommandContext,
  questions: Questions,
  root: string,
): Promise<string | undefined> {
  const { host } = context;
  const projectContext = { ...context, host: { ...host, cwd: root } };
  const surroundings = { files: host.files, machine: thisMachine(host), workspace: root };
  const clients = Object.entries(clientRows).flatMap(([value, row]): WritableClient[] =>
    'code' in row ? [] : [{ value, row }],
  );
  return withFallback(context, undefined, async () => {
    const client = await chooseClient(questions, clients, surroundings, host.cwd);
    const row = clients.find(({ value }) => value === client)?.row;
    if (!row) return undefined;
    const { scope } = (await fileToWrite(row, surroundings)) ?? {};
    const options = entryOptions({ client, action: 'write', scope });
    const request = await requestFor(projectContext, client, options);
    // The choice showed the file. Without one, the scope is asked for.
    const isKnown = scope !== undefined && (await configurationScopes(request)).includes(scope);
    await writeEntry(
      projectContext,
      request,
      options,
      questionsFor(projectContext, options, isKnown ? undefined : questions),
    );
    return repeatCommand(client, 'write', scope, options);
  });
}

/** Returns the id of a client, installed ones first; an id of no client if the user wants none. */
async function chooseClient(
  questions: Questions,
  clients: readonly WritableClient[],
  surroundings: ClientSurroundings,
  cwd: string,
): Promise<string> {
  const installedClients: WritableClient[] = [];
  for (const client of clients)
    if (installedClients.length < MAX_OFFERED && (await isInstalled(client.row, surroundings)))
      installedClients.push(client);
  const clientChoices = (offeredClients: readonly WritableClient[]) =>
    Promise.all(offeredClients.map((client) => clientChoice(client, surroundings, cwd)));
  const rest = clients.length - installedClients.length;
  const choice = await questions.choose<string>({
    message: 'Add it to an MCP client?',
    choices: [
      ...(await clientChoices(installedClients)),
      { value: LATER, label: 'Not now' },
      { value: ANOTHER_CLIENT, label: 'Another client', hint: `${rest} more` },
    ],
  });
  if (choice !== ANOTHER_CLIENT) return choice;
  return questions.choose<string>({ message: 'Client', choices: await clientChoices(clients) });
}

/** Returns whether a client has a configuration file, or a directory for one. */
async function isInstalled(row: FileClient, surroundings: ClientSurroundings): Promise<boolean> {
  const { files, machine } = surroundings;
  const candidates = await clientFiles(row, 'user', null, surroundings);
  const paths = candidates
    .flatMap(({ path }) => [path, dirname(path)])
    .filter((path) => relative(machine.home, path) !== '');
  return (await Promise.all(paths.map((path) => files.kind(path)))).some(Boolean);
}

/** Returns the file for an entry: that of the project, if the client reads one. */
async function fileToWrite(
  row: FileClient,
  surroundings: ClientSurroundings,
): Promise<{ scope: Scope; path: string } | undefined> {
  const scope = row.project ? 'project' : 'user';
  const [file] = await filesToWrite(row, scope, 'server', surroundings);
  return file && { scope, path: file.path };
}

async function clientChoice(
  { value, row }: WritableClient,
  surroundings: ClientSurroundings,
  cwd: string,
) {
  const file = await fileToWrite(row, surroundings);
  const path = file && (file.scope === 'project' ? relative(cwd, file.path) : file.path);
  return { value, label: row.label, ...(path !== undefined && { hint: path }) };
}

/**
 * Offers to replace the entries from which the project was made, as `config --write --overwrite`
 * does.
 * @returns whether they were replaced
 */
export async function offerReplacement(
  context: CommandContext,
  questions: Questions,
  root: string,
  entries: readonly ReplacedEntry[],
): Promise<boolean> {
  const { host } = context;
  const projectContext = { ...context, host: { ...host, cwd: root } };
  return withFallback(context, false, async () => {
    for (const { scope, client } of entries.filter(isFirstOfScope)) {
      const inScope = entries.filter((entry) => entry.scope === scope);
      const options = entryOptions({
        client,
        action: 'write',
        scope,
        providers: inScope.map(({ provider }) => provider),
        workspace: scope === 'project' ? host.cwd : undefined,
        overwrite: true,
        replaces: inScope.map(({ name }) => name),
      });
      await writeEntry(
        projectContext,
        await requestFor(projectContext, client, options),
        options,
        questionsFor(projectContext, options, questions),
      );
    }
    return true;
  });
}

const isFirstOfScope = (
  { scope }: ReplacedEntry,
  index: number,
  entries: readonly ReplacedEntry[],
): boolean => entries.findIndex((entry) => entry.scope === scope) === index;
