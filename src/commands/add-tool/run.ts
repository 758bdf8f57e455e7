import type { CommandContext, GivenArguments, OrderedFlag } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { ProviderModel } from '../../model/project.js';
import { checkAdditions } from '../../spec/check.js';
import { undescribedTools } from '../../spec/flags/draft.js';
import { readFlags } from '../../spec/flags.js';
import { askDescriptions, askTool } from '../../spec/questions/tool.js';
import { toolsToFlags } from '../../spec/to-flags.js';
import { addParts } from '../grow/add-parts.js';
import type { Conversation } from '../grow/conversation.js';
import { definitionsOf, namesOf } from '../grow/definitions.js';

export const run = (context: CommandContext, given: GivenArguments) =>
  addParts(context, given, {
    name: 'add-tool',
    kind: 'tool',
    describedBy: ['description'],
    read: readTools,
    words: ({ tools }) => toolsToFlags(tools) ?? [],
  });

async function readTools(given: GivenArguments, provider: ProviderModel, talk: Conversation) {
  const { draft, locate } = readFlags(flagsOf(given), {});
  const [first, ...others] = draft.tools;
  const isBare = given.arguments.length > 0 && given.ordered.length === 0;
  const missing = undescribedTools(draft.tools);
  const questions = !first || missing.length > 0 ? await talk.begin() : undefined;
  if (!questions) {
    if (!first) throw answersMissing(['--tool']);
    if (missing.length > 0) throw answersMissing(missing);
    return checkAdditions({ tools: draft.tools }, provider.name, locate);
  }
  const taken = namesOf(definitionsOf(provider).tools);
  const tools =
    !first || (isBare && others.length === 0)
      ? [await askTool(questions, provider.name, taken, first)]
      : await askDescriptions(questions, draft.tools);
  return checkAdditions({ tools }, provider.name, locate);
}

/** The tool that is named by itself is the first: flags that stand before any `--tool` belong to it. */
function flagsOf({ arguments: [name], values, ordered }: GivenArguments): readonly OrderedFlag[] {
  if (name === undefined) return ordered;
  const { description } = values;
  return [['--tool', description === undefined ? name : `${name}: ${description}`], ...ordered];
}
