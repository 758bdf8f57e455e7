import { askHost, otherHost, type Reach } from '../kinds/api/hosts.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import { pluralize } from '../model/counted.js';
import { runCancelled } from '../model/errors/cli.js';
import { hostNotAllowed, nameOrSpec, namesProvider, whichProvider } from '../model/errors/grow.js';
import type { Kind } from '../model/kind.js';
import { kebabCase } from '../model/names.js';
import type { Provider } from '../model/project.js';
import { isGiven } from '../options/combinations.js';
import { optionWords } from '../options/option-words.js';
import type { PartOptions } from '../options/part-options.js';
import { entryText, kindNameOf } from '../project/provider-parts.js';
import { requireProvider } from '../project/served-project.js';
import { projectCommands } from '../render/commands.js';
import { reportOf } from '../sources/imported-providers.js';
import { readInput } from '../sources/input.js';
import type { Inputs } from '../sources/openapi/inputs.js';
import type { OpenApiOptions } from '../sources/openapi/options.js';
import type { Checked } from '../spec/check.js';
import type { SpecContext } from '../spec/check/items.js';
import type { Additions } from '../spec/defaults.js';
import type { AdditionWords } from './addition.js';
import { callsToWrite } from './calls-to-write.js';
import { type OpenProject, openProject } from './open-project.js';
import { partsAddition } from './part-files.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from './proposal.js';
import { type ProviderHome, specContextOf } from './provider-context.js';
import { callWords } from './sample-call.js';

/** Options of every command that adds to a provider, and those that read its documents. */
export type AdditionOptions = PartOptions & OpenApiOptions;

/** The differences between the commands that add to a provider. */
export interface PartCommand {
  /** `add-tool` */
  name: string;
  /** `tool` */
  kind: string;
  /** Options that describe what is added; they cannot be combined with `--spec`. */
  describedBy: readonly string[];
  /** Reads the command line and asks for what is missing. @throws CliError where something is missing or wrong */
  read(
    provider: Provider,
    asking: LazyQuestions,
    home: ProviderHome,
    project: OpenProject,
  ): Promise<Checked<Additions>>;
  /** What is added to the project; absent: parts that it does not have. */
  addition?: typeof partsAddition;
  /** Words of a command line that adds the same without questions. */
  words(additions: Additions, kind: Kind): string[] | undefined;
}

/** Adds tools, resources and prompts to a provider of the project around the working directory. */
export async function addParts(
  context: CommandContext,
  given: CommandLine<AdditionOptions>,
  command: PartCommand,
) {
  if (isDescribed(given.options)) refuseDescription(given, command.describedBy);
  const project = await openProject(context);
  const topic = { title: `A new ${command.kind}`, command: command.name, given };
  return carryOutProposal(context, project, topic, (asking, told) =>
    proposed(told, project, given, command, asking),
  );
}

const isDescribed = ({ spec, fromOpenapi }: AdditionOptions): boolean =>
  [spec, fromOpenapi].some((files) => files !== undefined);

async function proposed(
  context: CommandContext,
  project: OpenProject,
  given: CommandLine<AdditionOptions>,
  command: PartCommand,
  asking: LazyQuestions,
): Promise<Proposal> {
  const { specs, documents } = isDescribed(given.options)
    ? await (await import('../sources/openapi/inputs.js')).inputsOf(context.host, given)
    : NO_INPUTS;
  const provider = await chosenProvider(project, given, command.kind, asking);
  const verify =
    kindNameOf(provider) === 'sql'
      ? (await import('../sources/database/statement-check.js')).statementCheck(
          context,
          project,
          provider.name,
        )
      : undefined;
  const home = { ...specContextOf(provider), verify };
  const imported =
    documents.length === 0
      ? []
      : await (
          await import('../sources/openapi/provider.js')
        ).importedTools(context, documents, given.options, { ...home, read: project.read });
  const read = isDescribed(given.options)
    ? [...(await fromSpecs(context, specs, home)), ...imported]
    : [await command.read(provider, asking, home, project)];
  for (const { message } of read.flatMap(({ warnings }) => warnings)) {
    context.ui.warn(message);
  }
  const additions = merged(read.map(({ spec }) => spec));
  let unchecked: string | undefined;
  for (const part of [...additions.tools, ...additions.resources]) unchecked = await verify?.(part);
  if (unchecked !== undefined)
    context.ui.warn(`The database did not check the statements: ${unchecked}`);
  const allowHost = await allowedHosts(additions, { ...home, ...given.options }, asking);
  const named = given.options.provider !== undefined || project.model.providers.length > 1;
  const described = isDescribed(given.options)
    ? optionWords({ ...given.options, provider: undefined, allowHost: undefined }, given.ordered)
    : command.words(additions, home.kind);
  return {
    addition: await (command.addition ?? partsAddition)(project, provider, additions),
    words: {
      title: `Add ${namesIn(additions)} to ${provider.name}`,
      done: `Added ${namesIn(additions)} to ${provider.name}`,
      ...nextSteps(project, provider, additions, context.ui.interactive),
      imported: reportOf(imported),
      ...(described && {
        repeat: [
          command.name,
          ...(named ? ['--provider', provider.name] : []),
          ...described,
          ...optionWords({ allowHost }),
        ],
      }),
    },
  };
}

/**
 * Hosts beside those of the provider that its credentials may go to: each is a decision.
 * @throws CliError `grow/host` where nobody can be asked
 */
async function allowedHosts(
  { tools, resources }: Additions,
  reach: ProviderHome & Reach,
  asking: LazyQuestions,
): Promise<readonly string[]> {
  const allowed = new Set(reach.allowHost);
  for (const part of [...tools, ...resources]) {
    const { base_urls: own = [] } = reach.kind.serve?.entryLists?.([part]) ?? {};
    for (const baseUrl of own) {
      const host = otherHost(baseUrl, { ...reach, allowHost: [...allowed] });
      if (host === undefined) continue;
      const questions = await asking.begin();
      if (!questions) throw hostNotAllowed(host, part.name, reach.name);
      const words = { requests: `Requests of "${part.name}"`, otherwise: 'No, change nothing' };
      if (!(await askHost(questions, host, words))) throw runCancelled();
      allowed.add(host);
    }
  }
  return [...allowed];
}

/** A tool that is complete can be called at once. */
function nextSteps(
  { packageManager, model }: OpenProject,
  provider: Provider,
  additions: Additions,
  asks: boolean,
): Pick<AdditionWords, 'next' | 'purposes'> {
  const { cli, test } = projectCommands(packageManager);
  const unwritten = callsToWrite(specContextOf(provider), additions);
  const words = unwritten.length === 0 ? callWords(additions.tools, asks) : undefined;
  const providerOption = model.providers.length > 1 ? ` --provider ${provider.name}` : '';
  const call = `${cli} ${words}${providerOption}`;
  const signsIn = entryText(provider, 'token_path') !== undefined;
  return {
    next: [...unwritten, ...(words === undefined ? [] : [call]), test],
    purposes: signsIn ? { [call]: 'once you are signed in' } : {},
  };
}

function refuseDescription(given: CommandLine, describedBy: readonly string[]): void {
  const [argument] = given.arguments;
  const [flag] = given.ordered[0] ?? [];
  const option = describedBy.find((key) => isGiven(given, `--${kebabCase(key)}`));
  const described = argument ?? flag ?? (option && `--${kebabCase(option)}`);
  if (described !== undefined) throw nameOrSpec(described);
}

const NO_INPUTS: Inputs = { specs: [], documents: [] };

async function fromSpecs({ host }: CommandContext, specs: readonly string[], home: SpecContext) {
  const { readAdditions } = await import('../spec/read-file.js');
  return Promise.all(
    specs.map(async (file) => readAdditions(await readInput(host, file), file, home)),
  );
}

const merged = (additions: readonly Additions[]): Additions => ({
  tools: additions.flatMap(({ tools }) => tools),
  resources: additions.flatMap(({ resources }) => resources),
  prompts: additions.flatMap(({ prompts }) => prompts),
});

/** "send_message", or "2 tools and 1 prompt". */
function namesIn({ tools, resources, prompts }: Additions): string {
  const [only, another] = [...tools, ...resources, ...prompts];
  if (only && !another) return only.name;
  const counts = [
    pluralize(tools.length, 'tool'),
    pluralize(resources.length, 'resource'),
    pluralize(prompts.length, 'prompt'),
  ].filter((count) => !count.startsWith('0 '));
  return [counts.slice(0, -1).join(', '), counts.at(-1)].filter(Boolean).join(' and ');
}

/**
 * The provider to add to: the one that was named, the only one, or the one that the user chooses.
 * @throws CliError `grow/no-providers`, `grow/names-provider`, `grow/which-provider`, `project/unknown-provider`
 */
async function chosenProvider(
  { root, model }: OpenProject,
  { arguments: [first = ''], options: { provider: named } }: CommandLine<AdditionOptions>,
  kind: string,
  asking: LazyQuestions,
): Promise<Provider> {
  const { providers } = model;
  const names = providers.map(({ name }) => name);
  if (named === undefined && names.includes(first)) throw namesProvider(first, kind);
  requireProvider(root, names, named);
  const [only, another] = providers;
  if (only && !another) return only;
  const name = named ?? (await choice(names, asking));
  const chosen = providers.find((provider) => provider.name === name);
  if (!chosen) throw whichProvider(names);
  return chosen;
}

async function choice(names: readonly string[], asking: LazyQuestions): Promise<string> {
  const questions = await asking.begin();
  if (!questions) throw whichProvider(names);
  const choices = names.map((value) => ({ value, label: value }));
  return questions.choose({ key: 'provider', message: 'Which provider?', choices });
}
