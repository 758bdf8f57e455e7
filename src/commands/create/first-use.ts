import { dirname, relative } from 'node:path';
import { thisMachine } from '../../machine/machine.js';
import type { FileClient, Scope } from '../../model/client.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { ReplacedEntry } from '../../sources/description.js';
import type { FirstCall, ImportedProvider } from '../../sources/imported-providers.js';
import { styleOf } from '../../styles/style-of.js';

const ANOTHER = 'another';
const LATER = 'later';

/** Maximum number of clients on this computer that are offered by name. */
const MOST_OFFERED = 4;

/** Result of a call; `refused`: the API or database rejects the credentials. */
export type CallOutcome = 'worked' | 'refused' | 'failed';

/** The runtime's errors about rejected credentials all contain this text. */
const REFUSED = /\bsign[ -]in\b/i;

/**
 * Calls a tool of the project in `root`, as `call` does, and prints a summary of its result. A
 * failure does not affect the project.
 */
export async function makeFirstCall(
  context: CommandContext,
  root: string,
  { tool, args, says: summary }: FirstCall,
  provider?: string,
): Promise<CallOutcome> {
  const { ui, signal } = context;
  const [{ sessionOf }, { withClient }] = await Promise.all([
    import('../../session/server-target.js'),
    import('../../session/with-client.js'),
  ]);
  const projectContext = { ...context, host: { ...context.host, cwd: root } };
  try {
    const session = await sessionOf(projectContext, [], { provider });
    const { isError, structuredContent, content } = await ui.waiting(`Calling ${tool}`, () =>
      withClient(
        projectContext,
        session,
        { timeout: undefined, asks: false },
        ({ client, callMs }) =>
          client.callTool({ name: tool, arguments: { ...args } }, { signal, timeout: callMs }),
      ),
    );
    const values = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const call = `${tool}(${values.join(', ')})`;
    const text = content
      .map((block) => (block.type === 'text' ? block.text : block.type))
      .join(' ');
    if (isError) {
      ui.warn(`${call} failed: ${text}`);
      return REFUSED.test(text) ? 'refused' : 'failed';
    }
    ui.success(`${call} ${summary(structuredContent ?? text)}`);
    return 'worked';
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    ui.warn(`${error.message} ${error.hint}`);
    return 'failed';
  }
}

/**
 * Offers to save the credentials that read the source, or to enter keys, tokens or passwords, as
 * `sign-in` does: they are not echoed, and saved encrypted.
 * @returns whether they are saved
 */
export async function offerSignIn(
  context: CommandContext,
  questions: Questions,
  root: string,
  { name, displayName, auth }: ProviderSpec,
  {
    credentials: knownCredentials,
    localUser,
  }: Pick<ImportedProvider, 'credentials' | 'localUser'> = {},
): Promise<boolean> {
  const { storesCredentials, linksAccounts } = styleOf(auth);
  if (!storesCredentials || linksAccounts) return false;
  const message = `Enter the credentials for ${displayName} now? They are typed unseen and stored encrypted.`;
  return withFallback(context, false, async () => {
    if (
      knownCredentials &&
      (await questions.confirm('Use the same login for your calls, encrypted?', true))
    ) {
      const { storeSecrets } = await import('../../extend/store-secrets.js');
      await storeSecrets(root, [{ provider: name, auth, values: knownCredentials }], localUser);
      context.ui.success('Login stored, encrypted.');
      return true;
    }
    if (!(await questions.confirm(message, true))) return false;
    const [{ readProject }, { signInLocally }] = await Promise.all([
      import('../../project/served-project.js'),
      import('../../session/local-sign-in.js'),
    ]);
    const project = await readProject(context.host.files, root);
    for (;;) {
      if (await signInLocally(context, project, name, { questions })) return true;
      if (!(await questions.confirm('Nothing was stored. Enter them again?', true))) return false;
    }
  });
}

/**
 * Offers a call that sends a request to a provider; if its credentials are rejected, others can be
 * entered.
 * @returns undefined if no call was made
 */
export async function offerFirstCall(
  context: CommandContext,
  questions: Questions,
  root: string,
  spec: ProviderSpec,
  call: FirstCall,
): Promise<CallOutcome | undefined> {
  return withFallback(context, undefined, async () => {
    const message = `Call ${call.tool} now? It sends a request to ${spec.displayName}.`;
    if (!(await questions.confirm(message, true))) return undefined;
    let outcome = await makeFirstCall(context, root, call, spec.name);
    while (outcome === 'refused' && (await offerSignIn(context, questions, root, spec)))
      outcome = await makeFirstCall(context, root, call, spec.name);
    return outcome;
  });
}

/** Runs a step after the project was created; its failure does not affect the project. */
async function withFallback<T>(
  { ui }: CommandContext,
  otherwise: T,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error.exit !== 130) ui.warn(`${error.message} ${error.hint}`);
    return otherwise;
  }
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
  const [{ questionsFor }, { entryOptions }, { repeatCommand }, config, { write }, places] =
    await Promise.all([
      import('../../client-config/request.js'),
      import('../../client-config/options.js'),
      import('../../client-config/options.js'),
      import('../../client-config/request.js'),
      import('../../client-config/write.js'),
      import('../../client-config/places.js'),
    ]);
  const { requestFor, rows, scopesOf } = config;
  const surroundings = { files: host.files, machine: thisMachine(host), workspace: root };
  const writable = Object.entries(rows).flatMap(([value, row]) =>
    'code' in row ? [] : [{ value, row }],
  );
  /** Whether a client is installed: it has a configuration file, or a directory for one. */
  const isHere = async (row: FileClient) => {
    const files = await places.filesOf(row, 'user', null, surroundings);
    const traces = files.flatMap(({ path }) => [path, dirname(path)]);
    const paths = traces.filter((path) => relative(surroundings.machine.home, path) !== '');
    return (await Promise.all(paths.map((path) => host.files.kind(path)))).some(Boolean);
  };
  /** The file for an entry: that of the project, if the client reads one. */
  const fileOf = async (row: FileClient): Promise<{ scope: Scope; path: string } | undefined> => {
    const scope = row.project ? 'project' : 'user';
    const [file] = await places.filesToWrite(row, scope, 'server', surroundings);
    return file && { scope, path: file.path };
  };
  const choiceOf = async ({ value, row }: { value: string; row: FileClient }) => {
    const file = await fileOf(row);
    const path = file && (file.scope === 'project' ? relative(host.cwd, file.path) : file.path);
    return { value, label: row.label, ...(path !== undefined && { hint: path }) };
  };
  const installedClients: Awaited<ReturnType<typeof choiceOf>>[] = [];
  for (const writableClient of writable)
    if (await isHere(writableClient.row)) installedClients.push(await choiceOf(writableClient));
  return withFallback(context, undefined, async () => {
    const offeredClients = installedClients.slice(0, MOST_OFFERED);
    const rest = writable.length - offeredClients.length;
    let client = await questions.choose<string>({
      message: 'Add it to an MCP client?',
      choices: [
        ...offeredClients,
        { value: LATER, label: 'Not now' },
        { value: ANOTHER, label: 'Another client', hint: `${rest} more` },
      ],
    });
    if (client === ANOTHER)
      client = await questions.choose<string>({
        message: 'Client',
        choices: await Promise.all(writable.map(choiceOf)),
      });
    const row = writable.find(({ value }) => value === client)?.row;
    if (!row) return undefined;
    const { scope } = (await fileOf(row)) ?? {};
    const options = entryOptions({ client, action: 'write', scope });
    const request = await requestFor(projectContext, client, options);
    // The choice showed the file. Without one, the scope is asked for.
    const isKnown = scope !== undefined && (await scopesOf(request)).includes(scope);
    await write(
      projectContext,
      request,
      options,
      questionsFor(projectContext, options, isKnown ? undefined : questions),
    );
    return repeatCommand(client, 'write', scope, options);
  });
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
  const [{ questionsFor }, { entryOptions }, { requestFor }, { write }] = await Promise.all([
    import('../../client-config/request.js'),
    import('../../client-config/options.js'),
    import('../../client-config/request.js'),
    import('../../client-config/write.js'),
  ]);
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
      const request = await requestFor(projectContext, client, options);
      await write(
        projectContext,
        request,
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
