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

/** Clients of this computer that are offered by name. */
const MOST_OFFERED = 4;

/** What became of a call; `refused`: the API or database does not accept the credentials. */
export type CallOutcome = 'worked' | 'refused' | 'failed';

/** Every such error of the runtime says how to sign in. */
const REFUSED = /\bsign[ -]in\b/i;

/** Calls a tool of the project in `root`, as `call` does, and tells what it returned. The project stays, whatever becomes of it. */
export async function makeFirstCall(
  context: CommandContext,
  root: string,
  { tool, args, says }: FirstCall,
  provider?: string,
): Promise<CallOutcome> {
  const { ui, signal } = context;
  const [{ sessionOf }, { withClient }] = await Promise.all([
    import('../../session/server-target.js'),
    import('../../session/with-client.js'),
  ]);
  const there = { ...context, host: { ...context.host, cwd: root } };
  try {
    const session = await sessionOf(there, [], { provider });
    const { isError, structuredContent, content } = await ui.waiting(`Calling ${tool}`, () =>
      withClient(there, session, { timeout: undefined, asks: false }, ({ client, callMs }) =>
        client.callTool({ name: tool, arguments: { ...args } }, { signal, timeout: callMs }),
      ),
    );
    const values = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const call = `${tool}(${values.join(', ')})`;
    const text = content.map((one) => (one.type === 'text' ? one.text : one.type)).join(' ');
    if (isError) {
      ui.warn(`${call} failed: ${text}`);
      return REFUSED.test(text) ? 'refused' : 'failed';
    }
    ui.success(`${call} ${says(structuredContent ?? text)}`);
    return 'worked';
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    ui.warn(`${error.message} ${error.hint}`);
    return 'failed';
  }
}

/**
 * Offers to store the credentials that read the source, or to enter keys, tokens or passwords, as `sign-in` does: they are
 * typed unseen, and stored encrypted.
 * @returns whether they are stored
 */
export async function offerSignIn(
  context: CommandContext,
  questions: Questions,
  root: string,
  { name, displayName, auth }: ProviderSpec,
  { credentials: known, localUser }: Pick<ImportedProvider, 'credentials' | 'localUser'> = {},
): Promise<boolean> {
  const { storesCredentials, linksAccounts } = styleOf(auth);
  if (!storesCredentials || linksAccounts) return false;
  const message = `Enter the credentials for ${displayName} now? They are typed unseen and stored encrypted.`;
  return unlessStopped(context, false, async () => {
    if (known && (await questions.confirm('Use the same login for your calls, encrypted?', true))) {
      const { storeSecrets } = await import('../../extend/store-secrets.js');
      await storeSecrets(root, [{ provider: name, auth, values: known }], localUser);
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
 * Offers a call that sends a request to a provider; where its credentials are refused, others can be entered.
 * @returns undefined where none was made
 */
export async function offerFirstCall(
  context: CommandContext,
  questions: Questions,
  root: string,
  spec: ProviderSpec,
  call: FirstCall,
): Promise<CallOutcome | undefined> {
  return unlessStopped(context, undefined, async () => {
    const message = `Call ${call.tool} now? It sends a request to ${spec.displayName}.`;
    if (!(await questions.confirm(message, true))) return undefined;
    let outcome = await makeFirstCall(context, root, call, spec.name);
    while (outcome === 'refused' && (await offerSignIn(context, questions, root, spec)))
      outcome = await makeFirstCall(context, root, call, spec.name);
    return outcome;
  });
}

/** The project is there, whatever becomes of what is offered. */
async function unlessStopped<T>(
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
 * Offers to add the project in `root` to the configuration of an MCP client, as `config --write` does.
 * @returns the command that does the same in the project, if a client has it
 */
export async function offerClient(
  context: CommandContext,
  questions: Questions,
  root: string,
): Promise<string | undefined> {
  const { host } = context;
  const there = { ...context, host: { ...host, cwd: root } };
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
  const around = { files: host.files, machine: thisMachine(host), workspace: root };
  const writable = Object.entries(rows).flatMap(([value, row]) =>
    'code' in row ? [] : [{ value, row }],
  );
  /** A client has a file, or a directory of its own that waits for one. */
  const isHere = async (row: FileClient) => {
    const files = await places.filesOf(row, 'user', null, around);
    const traces = files.flatMap(({ path }) => [path, dirname(path)]);
    const paths = traces.filter((path) => relative(around.machine.home, path) !== '');
    return (await Promise.all(paths.map((path) => host.files.kind(path)))).some(Boolean);
  };
  /** The file that an entry goes to: that of the project, where the client reads one. */
  const fileOf = async (row: FileClient): Promise<{ scope: Scope; path: string } | undefined> => {
    const scope = row.project ? 'project' : 'user';
    const [file] = await places.filesToWrite(row, scope, 'server', around);
    return file && { scope, path: file.path };
  };
  const choiceOf = async ({ value, row }: { value: string; row: FileClient }) => {
    const file = await fileOf(row);
    const path = file && (file.scope === 'project' ? relative(host.cwd, file.path) : file.path);
    return { value, label: row.label, ...(path !== undefined && { hint: path }) };
  };
  const installed: Awaited<ReturnType<typeof choiceOf>>[] = [];
  for (const one of writable) if (await isHere(one.row)) installed.push(await choiceOf(one));
  return unlessStopped(context, undefined, async () => {
    const offered = installed.slice(0, MOST_OFFERED);
    const rest = writable.length - offered.length;
    let client = await questions.choose<string>({
      message: 'Add it to an MCP client?',
      choices: [
        ...offered,
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
    const request = await requestFor(there, client, options);
    // The file stood beside the choice; without one, its scope is asked for.
    const isKnown = scope !== undefined && (await scopesOf(request)).includes(scope);
    await write(
      there,
      request,
      options,
      questionsFor(there, options, isKnown ? undefined : questions),
    );
    return repeatCommand(client, 'write', scope, options);
  });
}

/**
 * Offers to put the project in the place of the entries that it was made from, as `config --write --overwrite` does.
 * @returns whether it was done
 */
export async function offerReplacement(
  context: CommandContext,
  questions: Questions,
  root: string,
  entries: readonly ReplacedEntry[],
): Promise<boolean> {
  const { host } = context;
  const there = { ...context, host: { ...host, cwd: root } };
  const [{ questionsFor }, { entryOptions }, { requestFor }, { write }] = await Promise.all([
    import('../../client-config/request.js'),
    import('../../client-config/options.js'),
    import('../../client-config/request.js'),
    import('../../client-config/write.js'),
  ]);
  return unlessStopped(context, false, async () => {
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
      const request = await requestFor(there, client, options);
      await write(there, request, options, questionsFor(there, options, questions));
    }
    return true;
  });
}

const isFirstOfScope = (
  { scope }: ReplacedEntry,
  index: number,
  all: readonly ReplacedEntry[],
): boolean => all.findIndex((entry) => entry.scope === scope) === index;
