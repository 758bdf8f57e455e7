import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { ProviderModel } from '../../model/project.js';
import { checkAdditions } from '../../spec/check.js';
import {
  locateInPrompt,
  missingOfPrompt,
  readPrompt,
  promptKeys,
  promptWords,
} from '../../spec/flags/prompt.js';
import { askPrompt } from '../../spec/questions/prompt.js';
import { addParts } from '../grow/add-parts.js';
import type { Conversation } from '../grow/conversation.js';
import { definitionsOf, namesOf } from '../grow/definitions.js';

export const run = (context: CommandContext, given: GivenArguments) =>
  addParts(context, given, {
    name: 'add-prompt',
    kind: 'prompt',
    describedBy: promptKeys,
    read,
    words: ({ prompts }) => prompts.flatMap(promptWords),
  });

async function read(given: GivenArguments, provider: ProviderModel, talk: Conversation) {
  const draft = readPrompt(given.arguments[0], given.values, given.lists.argument);
  const missing = missingOfPrompt(draft);
  const questions = missing.length > 0 ? await talk.begin() : undefined;
  if (missing.length > 0 && !questions) throw answersMissing(missing);
  const complete = questions
    ? await askPrompt(questions, draft, namesOf(definitionsOf(provider).prompts))
    : draft;
  return checkAdditions({ prompts: [complete] }, provider.name, locateInPrompt);
}
