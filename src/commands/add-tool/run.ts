import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import { optionNeeds } from '../../model/errors/cli.js';
import type { Provider } from '../../model/project.js';
import { readTools } from '../../spec/flags.js';
import { toolsToFlags, withoutExamples } from '../../spec/to-flags.js';
import { addParts } from '../../extend/add-parts.js';
import { refuseTaken, type ProviderHome } from '../../extend/provider-context.js';
import { namesOf } from '../../project/provider-parts.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import type { AddToolOptions } from './details.js';

export const run = (context: CommandContext, given: CommandLine<AddToolOptions>) =>
  addParts(context, given, {
    name: 'add-tool',
    kind: 'tool',
    describedBy: ['description'],
    read: (...of) => read(given, ...of),
    words: ({ tools }, kind) => toolsToFlags(tools.map(withoutExamples), kind),
  });

async function read(
  given: CommandLine<AddToolOptions>,
  provider: Provider,
  asking: LazyQuestions,
  home: ProviderHome,
) {
  const { arguments: words, options } = given;
  const { description } = options;
  const [first] = words;
  // A name has no blanks.
  const isRequest = first !== undefined && /^curl\s|\s\S*\//i.test(first);
  const ordered: OrderedFlag[] = [
    ...(isRequest ? [['--tool', first] as const] : []),
    ...given.ordered,
  ];
  const name = isRequest ? undefined : first;
  // Without other options the name is asked for; each "--tool" has a description of its own.
  if (first === undefined && description !== undefined && ordered.length > 0)
    throw optionNeeds('--description', ['<name>']);
  const said = description === undefined ? {} : { description };
  const named = name === undefined ? undefined : { name, ...said };
  const { draft, missing, check } = readTools(ordered, home, named);
  const tools = draft.map((tool, index) => (index === 0 ? { ...tool, ...said } : tool));
  if (missing.length === 0) return check(tools);
  const taken = namesOf(provider, 'tool');
  for (const tool of tools) {
    refuseTaken('tool', tool.name, taken);
    await home.verify?.(tool);
  }
  const questions = await asking.askFor(missing);
  const { askDescriptions, askTools } = await import('../../spec/questions/tool.js');
  const isBare = ordered.length === 0;
  return check(
    isBare
      ? await askTools(questions, home, {
          taken,
          stated: { ...said, ...tools[0] },
          isAddition: true,
        })
      : await askDescriptions(questions, tools),
  );
}
