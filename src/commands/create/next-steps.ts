import { providerSteps } from '../../extend/provider-steps.js';
import { callableTools, callWords } from '../../extend/sample-call.js';
import { pathWord } from '../../machine/path-word.js';
import { FIRST_PORT } from '../../model/sign-in-port.js';
import type { ProjectSpec, ProviderSpec } from '../../model/spec.js';
import { shellWords } from '../../model/text/shell-words.js';
import { projectCommands } from '../../render/commands.js';
import { demoCall } from '../../render/demo-call.js';
import { isImportedServer } from '../../sources/repeated-options.js';

/** The steps that were already done for the user. */
export interface CompletedSteps {
  installed: boolean;
  /** Whether commands can ask questions. */
  asks: boolean;
  called?: boolean | undefined;
  signedIn?: boolean | undefined;
  /** Providers whose credentials were in the entries of a client. */
  stored?: ReadonlySet<string>;
  /** The command that added the project to an MCP client. */
  client?: string | undefined;
  /** The command that replaces the entries of a client. */
  replacement?: string | undefined;
}

/**
 * Number of next steps up to which optional ones follow the needed ones. All needed steps are
 * shown, and at least two optional ones if there are so many.
 */
const MAX_STEPS = 4;

/** Returns the commands that follow the creation of a project: the needed ones, then some of the optional ones. */
export function nextSteps(
  directory: string,
  project: ProjectSpec,
  {
    installed,
    asks,
    called = false,
    signedIn = false,
    stored,
    client,
    replacement,
  }: CompletedSteps,
): string[] {
  const { packageManager, providers } = project;
  const commands = projectCommands(packageManager);
  const neededSteps = [
    ...(directory === '.' ? [] : [shellWords(['cd', pathWord(directory)])]),
    ...(installed ? [] : [commands.install, commands.test]),
    ...providers.flatMap((spec, index) =>
      providerSteps(spec, {
        packageManager,
        port: FIRST_PORT + index,
        signIn: signedIn || stored?.has(spec.name) ? undefined : asks ? 'terminal' : 'program',
      }),
    ),
  ];
  const call = project.demo ? demoCall : serverCall(providers, asks);
  const optionalSteps = [
    ...(call === undefined || called ? [] : [`${commands.cli} ${call}`]),
    ...(client === undefined ? [replacement ?? `${commands.cli} ${config(asks)}`] : []),
    ...(asks ? [commands.dev] : []), // This step runs until the user stops it.
    ...(providers.every(isImportedServer)
      ? [`${commands.cli} import mcp --check`]
      : asks
        ? [`${commands.cli} add-tool`]
        : []),
  ];
  return [...neededSteps, ...optionalSteps.slice(0, Math.max(MAX_STEPS - neededSteps.length, 2))];
}

/** Returns the command that asks for the client, or writes the file of one that many coding agents read. */
const config = (asks: boolean) =>
  asks ? 'config' : 'config claude-code --write --scope project --json';

/** Returns the purpose of each of these commands. */
export function commandPurposes(
  { packageManager, providers }: ProjectSpec,
  canAsk: boolean,
): Readonly<Record<string, string>> {
  const { cli, dev, install, signIn, test } = projectCommands(packageManager);
  return {
    [install]: 'install the dependencies',
    [test]: 'build the server and run its tests',
    ...Object.fromEntries(providers.map(({ name }) => [signIn(name), 'sign in'])),
    [`${cli} ${config(canAsk)}`]: 'add the server to an MCP client',
    [dev]: 'edit, and see each change',
    [`${cli} import mcp --check`]: 'find changes of the server',
    [`${cli} add-tool`]: 'add a tool',
  };
}

/** Returns the first call of a tool of the server from which the project was created. */
function serverCall(providers: readonly ProviderSpec[], canAsk: boolean): string | undefined {
  const [provider] = providers;
  const commandWords =
    provider && isImportedServer(provider) ? callWords(callableTools(provider), canAsk) : undefined;
  return commandWords && providers.length > 1
    ? `${commandWords} --provider ${provider?.name}`
    : commandWords;
}
