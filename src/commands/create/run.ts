import { relative } from 'node:path';
import { providerSteps, signInPlace } from '../../extend/next-steps.js';
import { callWords, ownCall, sampleCall, toolsOf } from '../../extend/sample-call.js';
import { withoutInstalling } from '../../extend/steps.js';
import { pathWord, shownPath } from '../../machine/path-word.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { ExitCode } from '../../model/errors/cli-error.js';
import type { Host } from '../../model/host.js';
import { forManager } from '../../model/npx.js';
import type { Questions } from '../../model/questions.js';
import { shellWords } from '../../model/shell-words.js';
import type { ProjectSpec, ProviderSpec } from '../../model/spec.js';
import type { CommonOptions } from '../../options/common-options.js';
import { withoutUsual } from '../../options/option-words.js';
import { carryOut, type PlanWords } from '../../plan/carry-out.js';
import { managerOfRun } from '../../project/package-manager.js';
import { projectCommands } from '../../render/commands.js';
import { DEMO_CALL, demoCall } from '../../render/demo-call.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { statesUsers } from '../../sources/database/options.js';
import type { ReplacedEntry } from '../../sources/description.js';
import { type FirstCall, reportOf } from '../../sources/imported-providers.js';
import { nameFrom } from '../../sources/of-options.js';
import { isImportedServer, repeatedOptions, repeatedWords } from '../../sources/repeat.js';
import { styleOf } from '../../styles/style-of.js';
import { type CreateOptions, options as table } from './details.js';
import { directoryWord } from './directory-word.js';
import {
  makeFirstCall,
  offerClient,
  offerFirstCall,
  offerReplacement,
  offerSignIn,
} from './first-use.js';
import { prepare, type PreparedProject } from './prepare.js';
import type { ProjectRequest } from './read.js';

export async function run(
  context: CommandContext,
  commandLine: CommandLine<CreateOptions>,
): Promise<0 | ExitCode> {
  const { host, ui, flags } = context;
  const asksQuestions = ui.interactive && !flags.yes && !isComplete(commandLine);
  const reviewedProject = asksQuestions
    ? await (await import('./review.js')).reviewProject(context, commandLine)
    : undefined;
  const preparedProject = reviewedProject ?? (await prepare(context, commandLine));
  const {
    place,
    project,
    plan,
    beside: repositoryPlan,
    imported: importedProviders,
  } = preparedProject;
  const { root } = place;
  const installs = flags.install && reviewedProject?.afterwards !== 'nothing';
  const directory = shownPath(host.cwd, root);
  const createdText = `Created ${project.name}`;
  const { secrets = [], replaces = [] } = preparedProject;
  const storedProviders = new Set(secrets.map(({ provider }) => provider));
  const replacement = replaceCommand(host, root, replaces, project);
  const canAsk = signInPlace(context) === 'terminal';
  const nextStepsFor = (done: Omit<CompletedSteps, 'asks'>) =>
    nextSteps(directory, project, { ...done, asks: canAsk, stored: storedProviders, replacement });
  const repeat = repeatCommand(host, commandLine, preparedProject, flags.install);
  const planWords: PlanWords = {
    questions: undefined,
    title: `Create ${project.name}`,
    done:
      directory === project.name || directory === '.'
        ? createdText
        : `${createdText} in ${directory}`,
    next: nextStepsFor({ installed: installs }),
    purposes: purposesOf(project, canAsk),
    async afterSteps(isInstalled) {
      const entries = secrets.length > 0 && (await import('../../extend/entry-secrets.js'));
      if (entries) await entries.storeEntrySecrets(context, root, secrets);
      const questions = installs && replaces.length > 0 ? reviewedProject?.questions : undefined;
      const isReplaced = questions && (await offerReplacement(context, questions, root, replaces));
      if (entries) entries.warnOfPlainText(context, secrets, isReplaced === true);
      if (!installs) return undefined;
      if (!isInstalled) return { next: nextStepsFor({ installed: false }), repeat };
      const firstUse = await tryOut(context, preparedProject, reviewedProject?.questions);
      const client = isReplaced
        ? replacement
        : reviewedProject && (await offerClient(context, reviewedProject.questions, root));
      const changeDirectory =
        directory === '.' ? '' : `${shellWords(['cd', pathWord(directory)])} && `;
      const repeatCommands = client && repeat ? `${repeat}\n${changeDirectory}${client}` : repeat;
      return {
        next: nextStepsFor({ installed: true, ...firstUse, client }),
        // The replaced entries cannot be read again, so the command does not repeat that.
        repeat: isReplaced ? undefined : repeatCommands,
      };
    },
    repeat,
    beside: repositoryPlan,
    imported: reportOf(importedProviders),
  };
  const work = () => carryOut(context, installs ? plan : withoutInstalling(plan), planWords);
  // Nothing is echoed between the following questions, because a secret may be pasted too early.
  return reviewedProject ? reviewedProject.questions.silently(work) : work();
}

/**
 * Offers to sign in to the only provider, and calls the first tool that can be called. Users are
 * asked before requests leave this computer.
 */
async function tryOut(
  context: CommandContext,
  { place: { root }, project, imported: importedProviders, secrets = [] }: PreparedProject,
  questions: Questions | undefined,
): Promise<Pick<CompletedSteps, 'called' | 'signedIn'>> {
  const [first] = importedProviders ?? [];
  const [firstProvider, second] = project.providers;
  const sample = firstProvider && !second ? ownCall(firstProvider) : undefined;
  const firstCall: FirstCall | undefined = project.demo
    ? DEMO_CALL
    : (first?.firstCall?.() ?? sample);
  if (firstCall && !firstCall.isRemote)
    return { called: (await makeFirstCall(context, root, firstCall)) === 'worked' };
  if (!questions) return {};
  const { providers } = project;
  const storedProviders = new Set(secrets.map(({ provider }) => provider));
  const [onlyProvider, another] = providers;
  const signedIn =
    onlyProvider &&
    !another &&
    (storedProviders.has(onlyProvider.name) ||
      (await offerSignIn(context, questions, root, onlyProvider, first)));
  for (const spec of providers) {
    const isReady =
      signedIn || storedProviders.has(spec.name) || !styleOf(spec.auth).storesCredentials;
    const call = isReady ? (firstCall ?? sampleCall(spec)) : undefined;
    if (!call) continue;
    const outcome = await offerFirstCall(context, questions, root, spec, call);
    return { called: outcome === 'worked', signedIn: signedIn && outcome !== 'refused' };
  }
  return { signedIn };
}

/** The command that replaces the entries from which the project was made. */
function replaceCommand(
  { cwd }: Host,
  root: string,
  [entry]: readonly ReplacedEntry[],
  { packageManager }: ProjectSpec,
): string | undefined {
  if (!entry) return undefined;
  const { client, scope } = entry;
  const place = scope === 'project' ? ['--workspace', pathWord(relative(root, cwd))] : [];
  const commandWords = ['config', client, '--write', '--overwrite', '--scope', scope, ...place];
  return `${projectCommands(packageManager).cli} ${shellWords(commandWords)}`;
}

/** Whether the command line states all that is needed. */
const isComplete = ({ arguments: [directory], options }: CommandLine<CreateOptions>) =>
  directory !== undefined &&
  (options.spec !== undefined ||
    options.fromOpenapi !== undefined ||
    (options.fromDatabase !== undefined && options.tables !== undefined && statesUsers(options)) ||
    options.demo === true);

/** The steps that were already done for the user. */
interface CompletedSteps {
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

/** Maximum number of next steps; optional steps fill the remaining places. */
const MOST_STEPS = 4;

function nextSteps(
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
    ...(asks ? [commands.dev] : []), // This step runs until a person stops it.
    ...(providers.every(isImportedServer)
      ? [`${commands.cli} import mcp --check`]
      : asks
        ? [`${commands.cli} add-tool`]
        : []),
  ];
  return [...neededSteps, ...optionalSteps.slice(0, Math.max(MOST_STEPS - neededSteps.length, 2))];
}

/** It asks for the client, or writes the file of one that many coding agents read. */
const config = (asks: boolean) =>
  asks ? 'config' : 'config claude-code --write --scope project --json';

function purposesOf(
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

/** The first call of a tool of the server from which the project was created. */
function serverCall(providers: readonly ProviderSpec[], canAsk: boolean): string | undefined {
  const [provider, another] = providers;
  const commandWords =
    provider && isImportedServer(provider) ? callWords(toolsOf(provider), canAsk) : undefined;
  return commandWords && another ? `${commandWords} --provider ${provider?.name}` : commandWords;
}

/** The command line that creates the same project without questions; undefined if a spec came from stdin. */
function repeatCommand(
  { cwd, env }: Host,
  typedLine: CommandLine<CreateOptions>,
  { place: { root }, project, ...description }: ProjectRequest,
  install: boolean,
): string | undefined {
  const isDemo = project.demo === true;
  const repeatedOptionSet = repeatedOptions(
    typedLine.options,
    { ...description, ...(isDemo && { isDemo }) },
    project.providers,
  );
  if (!repeatedOptionSet) return undefined;
  const { from, options, ordered: orderedOptions } = repeatedOptionSet;
  const { features, github, publicUrl, clients, packageManager } = project;
  const allOptions: CreateOptions & CommonOptions = {
    ...options,
    feature: features,
    client: clients?.map(({ id }) => id),
    repository: features && github,
    publicUrl,
    packageManager: packageManager === 'npm' ? undefined : packageManager,
  };
  const name = nameFrom([root]);
  const otherOptions = orderedOptions.filter(
    ([flag, value]) => flag !== '--name' || value !== name,
  );
  const commandWords = repeatedWords({
    from,
    options: withoutUsual(allOptions, table),
    ordered: otherOptions,
  });
  if (commandWords.includes('-')) return undefined;
  const command = shellWords([
    'npx',
    'create-mcp-provider',
    directoryWord(relative(cwd, root) || '.'),
    ...commandWords,
    ...(install ? [] : ['--no-install']),
    '--yes',
  ]);
  return forManager(command, managerOfRun(env));
}
