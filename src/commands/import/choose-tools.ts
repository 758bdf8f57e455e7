import { counted } from '../../model/counted.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { selectionRequired } from '../../model/errors/remote.js';
import type { Questions } from '../../model/questions.js';
import type { Selection } from '../../remote/catalog.js';
import { type Discovery, tokensOf } from '../../remote/discovery.js';

/** Asks which tools of a server are served; all are preselected. @returns their names */
export async function chooseTools(
  questions: Questions,
  { tools }: Pick<Discovery, 'tools'>,
): Promise<string[]> {
  const names = tools.map(({ name }) => name);
  if (names.length < 2) return names;
  const tokens = new Map(tools.map((tool) => [tool.name, tokensOf(tool)]));
  return questions.chooseSeveral({
    message: 'Which tools?',
    choices: tools.map(({ name, description = '' }) => ({
      value: name,
      label: name,
      hint: description,
    })),
    initial: names,
    status: (values) => {
      const sum = values.reduce((total, name) => total + (tokens.get(name) ?? 0), 0);
      return `${values.length} of ${counted(names.length, 'tool')}, about ${sum.toLocaleString('en')} tokens`;
    },
  });
}

/**
 * The tools of a server that are served at first: those that options select, else those that the person selects.
 * @throws CliError `remote/selection` where several could be meant and nobody can be asked
 */
export async function firstSelection(
  { ui, flags, signal }: CommandContext,
  { lists }: GivenArguments,
  offered: Discovery,
  questions?: Questions,
): Promise<Selection> {
  const { include = [], exclude = [], rename = [] } = lists;
  const names = offered.tools.map(({ name }) => name);
  const isStated = include.length + exclude.length > 0 || flags.yes || names.length < 2;
  if (isStated) return { include, exclude, rename };
  if (!questions && !ui.interactive) throw selectionRequired(names);
  const chosen = await chooseTools(questions ?? (await ui.ask(signal)), offered);
  return { include, exclude: names.filter((name) => !chosen.includes(name)), rename };
}
