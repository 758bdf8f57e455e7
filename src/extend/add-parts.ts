import { onlyItem } from '../../runtime/src/utils/only-item.js';
import { type AllowedHosts, askHost, hostToAllow } from '../kinds/api/hosts.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import { runCancelled } from '../model/errors/cli.js';
import {
  hostNotAllowed,
  nameOrSpec,
  namesProvider,
  whichProvider,
} from '../model/errors/extend.js';
import type { Kind } from '../model/kind.js';
import { kebabCase } from '../model/names.js';
import type { Provider } from '../model/project.js';
import { pluralize } from '../model/text/pluralize.js';
import { isStated } from '../options/combinations.js';
import { optionWords } from '../options/option-words.js';
import type { PartOptions } from '../options/part-options.js';
import { credentialsFolder, kindNameOf } from '../project/provider-parts.js';
import { projectCommands } from '../render/commands.js';
import { importReports } from '../sources/imported-providers.js';
import type { InputFiles } from '../sources/openapi/inputs.js';
import type { OpenApiOptions } from '../sources/openapi/options.js';
import { readInput } from '../sources/read-input.js';
import type { CheckedSpec } from '../spec/check.js';
import type { SpecContext } from '../spec/check/items.js';
import type { Additions } from '../spec/defaults.js';
import type { AdditionPresentation } from './addition.js';
import { callsToWrite } from './calls-to-write.js';
import { chooseProvider } from './choose-provider.js';
import { type OpenProject, openProject } from './open-project.js';
import { partsAddition } from './parts-addition.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from './proposal.js';
import { type ProviderHome, specContextOf } from './provider-context.js';
import { callWords } from './sample-call.js';

/** Options of every command that adds to a provider, including those that read its documents. */
export type AdditionOptions = PartOptions & OpenApiOptions;

/** The differences between the commands that add to a provider. */
interface PartCommand {
  /** Name of the command, such as `add-tool`. */
  name: string;
  /** Noun of the part, such as `tool`. */
  kind: string;
  /** Options that describe what is added; they cannot be combined with `--spec`. */
  describedBy: readonly string[];
  /** Reads the command line and asks for missing values. @throws CliError for missing or invalid values */
  read(
    provider: Provider,
    lazyQuestions: LazyQuestions,
    providerHome: ProviderHome,
    project: OpenProject,
  ): Promise<CheckedSpec<Additions>>;
  /** The addition to the project; if absent, the parts must be new. */
  addition?: typeof partsAddition;
  /** Returns the words of a command line that adds the same without questions. */
  words(additions: Additions, kind: Kind): string[] | undefined;
}

/** Adds tools, resources and prompts to a provider of the project around the working directory. */
export async function addParts(
  context: CommandContext,
  commandLine: CommandLine<AdditionOptions>,
  command: PartCommand,
) {
  if (isDescribed(commandLine.options)) refuseDescription(commandLine, command.describedBy);
  const project = await openProject(context);
  const topic = { title: `A new ${command.kind}`, command: command.name, commandLine };
  return carryOutProposal(context, project, topic, (lazyQuestions, interviewContext) =>
    proposalFor(interviewContext, project, commandLine, command, lazyQuestions),
  );
}

const isDescribed = ({ spec, fromOpenapi }: AdditionOptions): boolean =>
  [spec, fromOpenapi].some((files) => files !== undefined);

async function proposalFor(
  context: CommandContext,
  project: OpenProject,
  commandLine: CommandLine<AdditionOptions>,
  command: PartCommand,
  lazyQuestions: LazyQuestions,
): Promise<Proposal> {
  const { specs, documents } = isDescribed(commandLine.options)
    ? await (await import('../sources/openapi/inputs.js')).apiInputFiles(context.host, commandLine)
    : NO_INPUTS;
  const { root, model } = project;
  const { provider: providerName } = commandLine.options;
  const [first = ''] = commandLine.arguments;
  if (providerName === undefined && model.providers.some(({ name }) => name === first))
    throw namesProvider(first, command.kind);
  const provider = await chooseProvider(
    { root, providers: model.providers, name: providerName },
    () => lazyQuestions.begin(),
    whichProvider,
  );
  const verify =
    kindNameOf(provider) === 'sql'
      ? (await import('../sources/database/statement-check.js')).statementCheck(
          context,
          project,
          provider.name,
        )
      : undefined;
  const providerHome = { ...specContextOf(provider), verify };
  const importedTools =
    documents.length === 0
      ? []
      : await (
          await import('../sources/openapi/provider.js')
        ).importedTools(context, documents, commandLine.options, {
          ...providerHome,
          read: project.read,
        });
  const read = isDescribed(commandLine.options)
    ? [...(await fromSpecs(context, specs, providerHome)), ...importedTools]
    : [await command.read(provider, lazyQuestions, providerHome, project)];
  for (const { message } of read.flatMap(({ warnings }) => warnings)) {
    context.ui.warn(message);
  }
  const additions = mergeAdditions(read.map(({ spec }) => spec));
  let uncheckedReason: string | undefined;
  for (const part of [...additions.tools, ...additions.resources])
    uncheckedReason = await verify?.(part);
  if (uncheckedReason !== undefined)
    context.ui.warn(`The database did not check the statements: ${uncheckedReason}`);
  const allowHost = await allowedHosts(
    additions,
    { ...providerHome, ...commandLine.options },
    lazyQuestions,
  );
  const needsProvider =
    commandLine.options.provider !== undefined || project.model.providers.length > 1;
  const describingOptions = isDescribed(commandLine.options)
    ? optionWords(
        { ...commandLine.options, provider: undefined, allowHost: undefined },
        commandLine.ordered,
      )
    : command.words(additions, providerHome.kind);
  return {
    addition: await (command.addition ?? partsAddition)(project, provider, additions),
    presentation: {
      title: `Add ${namesIn(additions)} to ${provider.name}`,
      done: `Added ${namesIn(additions)} to ${provider.name}`,
      ...nextSteps(project, provider, additions, context.ui.interactive),
      imported: importReports(importedTools),
      ...(describingOptions && {
        repeat: [
          command.name,
          ...(needsProvider ? ['--provider', provider.name] : []),
          ...describingOptions,
          ...optionWords({ allowHost }),
        ],
      }),
    },
  };
}

/**
 * Returns further hosts that may get the provider's credentials, each of which a user has to allow.
 * @throws CliError `extend/host` if no questions are possible
 */
async function allowedHosts(
  { tools, resources }: Additions,
  homeAndHosts: ProviderHome & AllowedHosts,
  lazyQuestions: LazyQuestions,
): Promise<readonly string[]> {
  const allowedNames = new Set(homeAndHosts.allowHost);
  for (const part of [...tools, ...resources]) {
    const { base_urls: entryUrls = [] } = homeAndHosts.kind.serve?.entryLists?.([part]) ?? {};
    for (const baseUrl of entryUrls) {
      const host = hostToAllow(baseUrl, { ...homeAndHosts, allowHost: [...allowedNames] });
      if (host === undefined) continue;
      const questions = await lazyQuestions.begin();
      if (!questions) throw hostNotAllowed(host, part.name, homeAndHosts.name);
      const questionTexts = {
        requests: `Requests of "${part.name}"`,
        otherwise: 'No, change nothing',
      };
      if (!(await askHost(questions, host, questionTexts))) throw runCancelled();
      allowedNames.add(host);
    }
  }
  return [...allowedNames];
}

/** Returns the next steps; a complete tool can be called immediately. */
function nextSteps(
  { packageManager, model }: OpenProject,
  provider: Provider,
  additions: Additions,
  canAsk: boolean,
): Pick<AdditionPresentation, 'next' | 'purposes'> {
  const { cli, test } = projectCommands(packageManager);
  const unwrittenSteps = callsToWrite(specContextOf(provider), additions);
  const callCommand = unwrittenSteps.length === 0 ? callWords(additions.tools, canAsk) : undefined;
  const providerOption = model.providers.length > 1 ? ` --provider ${provider.name}` : '';
  const call = `${cli} ${callCommand}${providerOption}`;
  const signsIn = credentialsFolder(provider) !== undefined;
  return {
    next: [...unwrittenSteps, ...(callCommand === undefined ? [] : [call]), test],
    purposes: signsIn ? { [call]: 'once you are signed in' } : {},
  };
}

function refuseDescription(commandLine: CommandLine, describedBy: readonly string[]): void {
  const [argument] = commandLine.arguments;
  const [flag] = commandLine.ordered[0] ?? [];
  const option = describedBy.find((key) => isStated(commandLine, `--${kebabCase(key)}`));
  const descriptionName = argument ?? flag ?? (option && `--${kebabCase(option)}`);
  if (descriptionName !== undefined) throw nameOrSpec(descriptionName);
}

const NO_INPUTS: InputFiles = { specs: [], documents: [] };

async function fromSpecs({ host }: CommandContext, specs: readonly string[], context: SpecContext) {
  const { readAdditions } = await import('../spec/read-file.js');
  return Promise.all(
    specs.map(async (file) => readAdditions(await readInput(host, file), file, context)),
  );
}

const mergeAdditions = (additions: readonly Additions[]): Additions => ({
  tools: additions.flatMap(({ tools }) => tools),
  resources: additions.flatMap(({ resources }) => resources),
  prompts: additions.flatMap(({ prompts }) => prompts),
});

/** Returns a text such as "send_message", or "2 tools and 1 prompt". */
function namesIn({ tools, resources, prompts }: Additions): string {
  const onlyPart = onlyItem([...tools, ...resources, ...prompts]);
  if (onlyPart) return onlyPart.name;
  const counts = [
    pluralize(tools.length, 'tool'),
    pluralize(resources.length, 'resource'),
    pluralize(prompts.length, 'prompt'),
  ].filter((count) => !count.startsWith('0 '));
  return [counts.slice(0, -1).join(', '), counts.at(-1)].filter(Boolean).join(' and ');
}
