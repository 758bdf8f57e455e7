import { type AdditionOptions, addParts } from '../../extend/add-parts.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { refuseTaken, specContextOf } from '../../extend/provider-context.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { namesOf } from '../../project/provider-parts.js';
import { readPrompt } from '../../spec/flags/items.js';
import { promptKeys, type PromptOptions, promptWords } from '../../spec/flags/prompt.js';
import { askPrompt } from '../../spec/questions/prompt.js';

type Line = CommandLine<AdditionOptions & PromptOptions>;

export const run = (context: CommandContext, given: Line) =>
  addParts(context, given, {
    name: 'add-prompt',
    kind: 'prompt',
    describedBy: promptKeys,
    read: (provider, asking) => read(given, provider, asking),
    words: ({ prompts }) => prompts.flatMap(promptWords),
  });

async function read(given: Line, provider: Provider, asking: LazyQuestions) {
  const { draft, missing, check } = readPrompt(
    given.arguments[0],
    given.options,
    specContextOf(provider),
  );
  if (missing.length === 0) return check(draft);
  const taken = namesOf(provider, 'prompt');
  if (draft.name !== undefined) refuseTaken('prompt', draft.name, taken);
  return check(await askPrompt(await asking.askFor(missing), draft, taken));
}
