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
import { prepare, type Prepared } from './prepare.js';
import type { ProjectRequest } from './read.js';

export async function run(
  context: CommandContext,
  given: CommandLine<CreateOptions>,
): Promise<0 | ExitCode> {
  const { host, ui, flags } = context;
  const asksQuestions = ui.interactive && !flags.yes && !isComplete(given);
  const reviewed = asksQuestions
    ? await (await import('./review.js')).reviewProject(context, given)
    : undefined;
  const prepared = reviewed ?? (await prepare(context, given));
  const { place, project, plan, beside, imported } = prepared;
  const { root } = place;
  const installs = flags.install && reviewed?.afterwards !== 'nothing';
  const directory = shownPath(host.cwd, root);
  const created = `Created ${project.name}`;
  const { secrets = [], replaces = [] } = prepared;
  const stored = new Set(secrets.map(({ provider }) => provider));
  const replacement = replaceCommand(host, root, replaces, project);
  const asks = signInPlace(context) === 'terminal';
  const next = (done: Omit<Done, 'asks'>) =>
    nextSteps(directory, project, { ...done, asks, stored, replacement });
  const repeat = repeatCommand(host, given, prepared, flags.install);
  const words: PlanWords = {
    questions: undefined,
    title: `Create ${project.name}`,
    done: directory === project.name || directory === '.' ? created : `${created} in ${directory}`,
    next: next({ installed: installs }),
    purposes: purposesOf(project, asks),
    async afterSteps(isInstalled) {
      const entries = secrets.length > 0 && (await import('../../extend/entry-secrets.js'));
      if (entries) await entries.storeEntrySecrets(context, root, secrets);
      const questions = installs && replaces.length > 0 ? reviewed?.questions : undefined;
      const isReplaced = questions && (await offerReplacement(context, questions, root, replaces));
      if (entries) entries.warnOfPlainText(context, secrets, isReplaced === true);
      if (!installs) return undefined;
      if (!isInstalled) return { next: next({ installed: false }), repeat };
      const firstUse = await tryOut(context, prepared, reviewed?.questions);
      const client = isReplaced
        ? replacement
        : reviewed && (await offerClient(context, reviewed.questions, root));
      const there = directory === '.' ? '' : `${shellWords(['cd', pathWord(directory)])} && `;
      const again = client && repeat ? `${repeat}\n${there}${client}` : repeat;
      return {
        next: next({ installed: true, ...firstUse, client }),
        // Entries that are replaced cannot be read again.
        repeat: isReplaced ? undefined : again,
      };
    },
    repeat,
    beside,
    imported: reportOf(imported),
  };
  const work = () => carryOut(context, installs ? plan : withoutInstalling(plan), words);
  // Between the questions that follow, no secret may be shown that is pasted too early.
  return reviewed ? reviewed.questions.silently(work) : work();
}

/**
 * Offers to sign in to the only provider, and calls a tool of the first one that can be called. Where requests leave this
 * computer, people are asked.
 */
async function tryOut(
  context: CommandContext,
  { place: { root }, project, imported, secrets = [] }: Prepared,
  questions: Questions | undefined,
): Promise<Pick<Done, 'called' | 'signedIn'>> {
  const [first] = imported ?? [];
  const [one, second] = project.providers;
  const sample = one && !second ? ownCall(one) : undefined;
  const firstCall: FirstCall | undefined = project.demo
    ? DEMO_CALL
    : (first?.firstCall?.() ?? sample);
  if (firstCall && !firstCall.isRemote)
    return { called: (await makeFirstCall(context, root, firstCall)) === 'worked' };
  if (!questions) return {};
  const { providers } = project;
  const stored = new Set(secrets.map(({ provider }) => provider));
  const [only, another] = providers;
  const signedIn =
    only &&
    !another &&
    (stored.has(only.name) || (await offerSignIn(context, questions, root, only, first)));
  for (const spec of providers) {
    const isReady = signedIn || stored.has(spec.name) || !styleOf(spec.auth).storesCredentials;
    const call = isReady ? (firstCall ?? sampleCall(spec)) : undefined;
    if (!call) continue;
    const outcome = await offerFirstCall(context, questions, root, spec, call);
    return { called: outcome === 'worked', signedIn: signedIn && outcome !== 'refused' };
  }
  return { signedIn };
}

/** Puts the project in the place of the entries that it was made from. */
function replaceCommand(
  { cwd }: Host,
  root: string,
  [entry]: readonly ReplacedEntry[],
  { packageManager }: ProjectSpec,
): string | undefined {
  if (!entry) return undefined;
  const { client, scope } = entry;
  const place = scope === 'project' ? ['--workspace', pathWord(relative(root, cwd))] : [];
  const words = ['config', client, '--write', '--overwrite', '--scope', scope, ...place];
  return `${projectCommands(packageManager).cli} ${shellWords(words)}`;
}

/** The command line says all that is needed. */
const isComplete = ({ arguments: [directory], options }: CommandLine<CreateOptions>) =>
  directory !== undefined &&
  (options.spec !== undefined ||
    options.fromOpenapi !== undefined ||
    (options.fromDatabase !== undefined && options.tables !== undefined && statesUsers(options)) ||
    options.demo === true);

/** What was done for the user. */
interface Done {
  installed: boolean;
  /** Commands can ask for what they need. */
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

/** Beside what has to be done, as many further steps as fit. */
const MOST_STEPS = 4;

function nextSteps(
  directory: string,
  project: ProjectSpec,
  { installed, asks, called = false, signedIn = false, stored, client, replacement }: Done,
): string[] {
  const { packageManager, providers } = project;
  const commands = projectCommands(packageManager);
  const needed = [
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
  const further = [
    ...(call === undefined || called ? [] : [`${commands.cli} ${call}`]),
    ...(client === undefined ? [replacement ?? `${commands.cli} ${config(asks)}`] : []),
    ...(asks ? [commands.dev] : []), // it ends when a person stops it
    ...(providers.every(isImportedServer)
      ? [`${commands.cli} import mcp --check`]
      : asks
        ? [`${commands.cli} add-tool`]
        : []),
  ];
  return [...needed, ...further.slice(0, Math.max(MOST_STEPS - needed.length, 2))];
}

/** It asks for the client, or writes the file of one that many coding agents read. */
const config = (asks: boolean) =>
  asks ? 'config' : 'config claude-code --write --scope project --json';

function purposesOf(
  { packageManager, providers }: ProjectSpec,
  asks: boolean,
): Readonly<Record<string, string>> {
  const { cli, dev, install, signIn, test } = projectCommands(packageManager);
  return {
    [install]: 'install the dependencies',
    [test]: 'build the server and run its tests',
    ...Object.fromEntries(providers.map(({ name }) => [signIn(name), 'sign in'])),
    [`${cli} ${config(asks)}`]: 'add the server to an MCP client',
    [dev]: 'edit, and see each change',
    [`${cli} import mcp --check`]: 'find changes of the server',
    [`${cli} add-tool`]: 'add a tool',
  };
}

/** The first call that can be made of a server from which the project was created. */
function serverCall(providers: readonly ProviderSpec[], asks: boolean): string | undefined {
  const [provider, another] = providers;
  const words =
    provider && isImportedServer(provider) ? callWords(toolsOf(provider), asks) : undefined;
  return words && another ? `${words} --provider ${provider?.name}` : words;
}

/** The command line that makes the same project without a question; none where a spec came on stdin. */
function repeatCommand(
  { cwd, env }: Host,
  typed: CommandLine<CreateOptions>,
  { place: { root }, project, ...description }: ProjectRequest,
  install: boolean,
): string | undefined {
  const isDemo = project.demo === true;
  const repeated = repeatedOptions(
    typed.options,
    { ...description, ...(isDemo && { isDemo }) },
    project.providers,
  );
  if (!repeated) return undefined;
  const { from, options, ordered } = repeated;
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
  const others = ordered.filter(([flag, value]) => flag !== '--name' || value !== name);
  const words = repeatedWords({ from, options: withoutUsual(allOptions, table), ordered: others });
  if (words.includes('-')) return undefined;
  const command = shellWords([
    'npx',
    'create-mcp-provider',
    directoryWord(relative(cwd, root) || '.'),
    ...words,
    ...(install ? [] : ['--no-install']),
    '--yes',
  ]);
  return forManager(command, managerOfRun(env));
}
