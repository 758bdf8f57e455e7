import { chooseProvider } from '../extend/choose-provider.js';
import type { OpenProject } from '../extend/open-project.js';
import { type StartQuestions } from '../interview/shared-questions.js';
import { servedDefinitionsOf } from '../kinds/contract-of.js';
import {
  argumentNotFound,
  inSeveralProviders,
  nameMissing,
  newNameInvalid,
  newNameMissing,
  newNameTaken,
  notFound,
  notInCode,
} from '../model/errors/refactor.js';
import { chainRoot } from '../model/module.js';
import type { PartDefinition, Provider } from '../model/project.js';
import { membersOf } from '../project/provider-tests.js';
import { requireProvider } from '../project/served-project.js';
import { collisions } from '../spec/check/collisions.js';
import type { TextRule } from '../spec/text-rules.js';

/** A tool that code of the project defines. */
export interface OwnTool {
  name: string;
  provider: Provider;
  definition: PartDefinition;
}

/**
 * Returns the named tool, or the one that the user chooses.
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
  const tools = providers.flatMap(ownTools);
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
  const matches = tools.filter((tool) => tool.name === name);
  const [match] = matches;
  if (matches.length > 1)
    throw inSeveralProviders(
      name,
      matches.map(({ provider }) => provider.name),
    );
  if (match) return match;
  for (const provider of providers) {
    const servedDefinitions = servedDefinitionsOf(provider);
    if (servedDefinitions.tools.some((tool) => tool.name === name))
      throw notInCode(name, servedDefinitions.file);
  }
  throw notFound('tool', name, names);
}

const ownTools = (provider: Provider): OwnTool[] =>
  provider.definitions.flatMap((definition) =>
    definition.kind === 'tool' && definition.name !== undefined
      ? [{ name: definition.name, provider, definition }]
      : [],
  );

/** Returns the arguments that the source of a tool states, by name, with those that it shares with other tools. */
export const toolArguments = ({
  provider: { project },
  definition: { module, options },
}: Pick<OwnTool, 'provider' | 'definition'>): string[] => {
  const input = project.resolveExpression(module, options.members.get('input'));
  const shape = chainRoot(input?.expression)?.arguments[0];
  const members = membersOf(project, input && project.resolveExpression(input.module, shape));
  return [...members.byName.keys()];
};

/** Returns the named argument of a tool, or the one that the user chooses. @throws CliError `refactor/…` */
export async function chooseArgument(
  tool: OwnTool,
  name: string | undefined,
  command: string,
  ask: StartQuestions,
): Promise<string> {
  const names = toolArguments(tool);
  if (name === undefined && (!ask || names.length === 0))
    throw nameMissing('argument', `${command} ${tool.name}`, names);
  const choices = names.map((value) => ({ value, label: value }));
  const argument = name ?? (await (await ask?.())?.choose({ message: 'Which argument?', choices }));
  if (argument === undefined || !names.includes(argument))
    throw argumentNotFound(argument ?? '', tool.name, names);
  return argument;
}

/**
 * Returns the provider that an argument names, the only one, or the one that the user chooses.
 * @throws CliError `refactor/…`, `extend/no-providers`
 */
export async function providerToChange(
  { model: { providers }, root }: OpenProject,
  [name]: readonly string[],
  command: string,
  ask: StartQuestions,
): Promise<Provider> {
  const names = providers.map((provider) => provider.name);
  if (name !== undefined && names.length > 0 && !names.includes(name))
    throw notFound('provider', name, names);
  return chooseProvider(
    { root, providers, name },
    async () => ask?.(),
    () => nameMissing('provider', command, names),
  );
}

interface NewNameQuestion {
  kind: 'tool' | 'provider' | 'argument';
  command: string;
  /** The current name. */
  name: string;
  /** Names in use. */
  otherNames: readonly string[];
  /** Noun phrase for the place of the names. */
  place?: string;
  rule: TextRule;
}

/** Returns the stated name, or the one that the user enters. @throws CliError `refactor/…` */
export async function newName(
  statedName: string | undefined,
  { kind, command, name, otherNames, place, rule }: NewNameQuestion,
  ask: StartQuestions,
): Promise<string> {
  const check = (text: string) => {
    if (otherNames.includes(text) || text === name) return newNameTaken(kind, text, place);
    const hasFile = kind !== 'argument';
    const nameFault =
      rule(text) ?? (hasFile ? collisions([...otherNames, text]).at(-1)?.message : undefined);
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
