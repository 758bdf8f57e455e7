import { type AdditionOptions, addParts } from '../../extend/add-parts.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { refuseTaken, specContextOf } from '../../extend/provider-context.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { partNames } from '../../project/provider-parts.js';
import { readPrompt } from '../../spec/flags/items.js';
import { promptKeys, type PromptOptions, promptWords } from '../../spec/flags/prompt.js';
import { askPrompt } from '../../spec/questions/prompt.js';

type PromptLine = CommandLine<AdditionOptions & PromptOptions>;

export const run = (context: CommandContext, commandLine: PromptLine) =>
  addParts(context, commandLine, {
    name: 'add-prompt',
    kind: 'prompt',
    describedBy: promptKeys,
    read: (provider, lazyQuestions) => read(commandLine, provider, lazyQuestions),
    words: ({ prompts }) => prompts.flatMap(promptWords),
  });

async function read(commandLine: PromptLine, provider: Provider, lazyQuestions: LazyQuestions) {
  const { draft, missing, check } = readPrompt(
    commandLine.arguments[0],
    commandLine.options,
    specContextOf(provider),
  );
  if (missing.length === 0) return check(draft);
  const takenNames = partNames(provider, 'prompt');
  if (draft.name !== undefined) refuseTaken('prompt', draft.name, takenNames);
  return check(await askPrompt(await lazyQuestions.askFor(missing), draft, takenNames));
}
