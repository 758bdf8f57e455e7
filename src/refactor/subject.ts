import type { OpenProject } from '../extend/open-project.js';
import { servedBy } from '../kinds/contract-of.js';
import type { CommandContext } from '../model/command.js';
import {
  inSeveralProviders,
  nameMissing,
  newNameInvalid,
  newNameMissing,
  newNameTaken,
  notFound,
  notInCode,
} from '../model/errors/refactor.js';
import type { PartDefinition, Provider } from '../model/project.js';
import type { Questions } from '../model/questions.js';
import { requireProvider } from '../project/served-project.js';
import { collisions } from '../spec/check/collisions.js';
import type { TextRule } from '../spec/rules.js';

/** A tool that code of the project defines. */
export interface OwnTool {
  name: string;
  provider: Provider;
  definition: PartDefinition;
}

/** Starts questions; undefined without a terminal, with `--yes` and with `--json`. */
export type StartQuestions = (() => Promise<Questions>) | undefined;

/** A conversation that all questions of a command share. */
export function sharedQuestions({ ui, flags, signal }: CommandContext): StartQuestions {
  let startedQuestions: Promise<Questions> | undefined;
  const isTalking = ui.interactive && !flags.yes && !flags.json;
  return isTalking ? () => (startedQuestions ??= ui.ask(signal)) : undefined;
}

/**
 * The named tool, or the one that the user chooses.
 * @param providerName provider of the tool; any if absent
 * @throws CliError `refactor/…`, `project/unknown-provider`
 */
export async function chooseTool(
  { model, root }: OpenProject,
  name: string | undefined,
  providerName: string | undefined,
  command: string,
  ask: StartQuestions,
): Promise<OwnTool> {
  const allNames = model.providers.map((provider) => provider.name);
  requireProvider(root, allNames, providerName);
  const providers = model.providers.filter(
    (provider) => providerName === undefined || provider.name === providerName,
  );
  const tools = providers.flatMap(toolsOf);
  const names = tools.map((tool) => tool.name);
  if (name === undefined) {
    if (!ask || tools.length === 0) throw nameMissing('tool', command, names);
    const choices = tools.map((tool, index) => ({
      value: String(index),
      label: tool.name,
      hint: tool.provider.name,
    }));
    const index = await (await ask()).choose({ message: 'Which tool?', choices });
    const selectedTool = tools[Number(index)];
    if (!selectedTool) throw nameMissing('tool', command, names);
    return selectedTool;
  }
  const [match, another] = tools.filter((tool) => tool.name === name);
  if (another)
    throw inSeveralProviders(
      name,
      tools.filter((tool) => tool.name === name).map(({ provider }) => provider.name),
    );
  if (match) return match;
  for (const provider of providers) {
    const servedDefinitions = servedBy(provider);
    if (servedDefinitions.tools.some((tool) => tool.name === name))
      throw notInCode(name, servedDefinitions.file);
  }
  throw notFound('tool', name, names);
}

const toolsOf = (provider: Provider): OwnTool[] =>
  provider.definitions.flatMap((definition) =>
    definition.kind === 'tool' && definition.name !== undefined
      ? [{ name: definition.name, provider, definition }]
      : [],
  );

/** The named provider, or the one that the user chooses. @throws CliError `refactor/…` */
export async function chooseProvider(
  { model, root }: OpenProject,
  [name]: readonly string[],
  command: string,
  ask: StartQuestions,
): Promise<Provider> {
  const names = model.providers.map((candidate) => candidate.name);
  requireProvider(root, names);
  if (name === undefined && !ask) throw nameMissing('provider', command, names);
  const choices = names.map((value) => ({ value, label: value }));
  const providerName =
    name ?? (await (await ask?.())?.choose({ message: 'Which provider?', choices }));
  const provider = model.providers.find((candidate) => candidate.name === providerName);
  if (!provider) throw notFound('provider', providerName ?? '', names);
  return provider;
}

export interface NewNameQuestion {
  kind: 'tool' | 'provider';
  command: string;
  /** The current name. */
  name: string;
  /** Names in use. */
  others: readonly string[];
  /** Noun phrase for the place of the names. */
  place?: string;
  rule: TextRule;
}

/** The stated name, or the one that the user enters. @throws CliError `refactor/…` */
export async function newName(
  statedName: string | undefined,
  { kind, command, name, others: otherNames, place, rule }: NewNameQuestion,
  ask: StartQuestions,
): Promise<string> {
  const check = (text: string) => {
    if (otherNames.includes(text) || text === name) return newNameTaken(kind, text, place);
    const nameFault = rule(text) ?? collisions([...otherNames, text]).at(-1)?.says;
    return nameFault === undefined ? undefined : newNameInvalid(text, nameFault);
  };
  if (statedName === undefined) {
    if (!ask) throw newNameMissing(command, name);
    return (await ask()).text({
      message: `New name of ${name}`,
      check: (text) => check(text)?.message,
    });
  }
  const error = check(statedName);
  if (error) throw error;
  return statedName;
}
