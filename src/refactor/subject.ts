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
import type { Rule } from '../spec/rules.js';

/** A tool that code of the project defines. */
export interface OwnTool {
  name: string;
  provider: Provider;
  definition: PartDefinition;
}

/** Somebody who can be asked; undefined without a terminal, with `--yes` and with `--json`. */
export type Ask = (() => Promise<Questions>) | undefined;

/** One conversation for all questions of a command. */
export function asker({ ui, flags, signal }: CommandContext): Ask {
  let begun: Promise<Questions> | undefined;
  const isTalking = ui.interactive && !flags.yes && !flags.json;
  return isTalking ? () => (begun ??= ui.ask(signal)) : undefined;
}

/** The tool of a provider (`named`; absent: any) that was named, or the one that the user chooses. @throws CliError `refactor/…`, `project/unknown-provider` */
export async function chosenTool(
  { model, root }: OpenProject,
  name: string | undefined,
  named: string | undefined,
  command: string,
  ask: Ask,
): Promise<OwnTool> {
  const all = model.providers.map((each) => each.name);
  requireProvider(root, all, named);
  const providers = model.providers.filter((each) => named === undefined || each.name === named);
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
    const chosen = tools[Number(index)];
    if (!chosen) throw nameMissing('tool', command, names);
    return chosen;
  }
  const [found, another] = tools.filter((tool) => tool.name === name);
  if (another)
    throw inSeveralProviders(
      name,
      tools.filter((tool) => tool.name === name).map(({ provider }) => provider.name),
    );
  if (found) return found;
  for (const provider of providers) {
    const served = servedBy(provider);
    if (served.tools.some((tool) => tool.name === name)) throw notInCode(name, served.file);
  }
  throw notFound('tool', name, names);
}

const toolsOf = (provider: Provider): OwnTool[] =>
  provider.definitions.flatMap((definition) =>
    definition.kind === 'tool' && definition.name !== undefined
      ? [{ name: definition.name, provider, definition }]
      : [],
  );

/** The provider that was named, or the one that the user chooses. @throws CliError `refactor/…` */
export async function chosenProvider(
  { model, root }: OpenProject,
  [name]: readonly string[],
  command: string,
  ask: Ask,
): Promise<Provider> {
  const names = model.providers.map((each) => each.name);
  requireProvider(root, names);
  if (name === undefined && !ask) throw nameMissing('provider', command, names);
  const choices = names.map((value) => ({ value, label: value }));
  const providerName =
    name ?? (await (await ask?.())?.choose({ message: 'Which provider?', choices }));
  const provider = model.providers.find((each) => each.name === providerName);
  if (!provider) throw notFound('provider', providerName ?? '', names);
  return provider;
}

export interface NewName {
  kind: 'tool' | 'provider';
  command: string;
  /** The name now. */
  name: string;
  /** Names that are taken. */
  others: readonly string[];
  /** Where the names are. */
  place?: string;
  rule: Rule;
}

/** The name that was given, or that the user types. @throws CliError `refactor/…` */
export async function newName(
  given: string | undefined,
  { kind, command, name, others, place, rule }: NewName,
  ask: Ask,
): Promise<string> {
  const check = (text: string) => {
    if (others.includes(text) || text === name) return newNameTaken(kind, text, place);
    const wrong = rule(text) ?? collisions([...others, text]).at(-1)?.says;
    return wrong === undefined ? undefined : newNameInvalid(text, wrong);
  };
  if (given === undefined) {
    if (!ask) throw newNameMissing(command, name);
    return (await ask()).text({
      message: `New name of ${name}`,
      check: (text) => check(text)?.message,
    });
  }
  const error = check(given);
  if (error) throw error;
  return given;
}
