import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { readPrompt } from '../../spec/flags/items.js';
import { promptKeys, promptWords } from '../../spec/flags/prompt.js';
import { askPrompt } from '../../spec/questions/prompt.js';
import { addParts } from '../../extend/add-parts.js';
import { refuseTaken, homeOf } from '../../extend/home.js';
import { namesOf } from '../../project/provider-parts.js';
import type { Asking } from '../../extend/proposal.js';

export const run = (context: CommandContext, given: GivenArguments) =>
  addParts(context, given, {
    name: 'add-prompt',
    kind: 'prompt',
    describedBy: promptKeys,
    read,
    words: ({ prompts }) => prompts.flatMap(promptWords),
  });

async function read(given: GivenArguments, provider: Provider, asking: Asking) {
  const { draft, missing, check } = readPrompt(
    given.arguments[0],
    given.values,
    given.lists.argument ?? [],
    homeOf(provider),
  );
  if (missing.length === 0) return check(draft);
  const taken = namesOf(provider, 'prompt');
  if (draft.name !== undefined) refuseTaken('prompt', draft.name, taken);
  return check(await askPrompt(await asking.askFor(missing), draft, taken));
}
