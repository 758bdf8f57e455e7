import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { ProviderModel } from '../../model/project.js';
import { checkAdditions } from '../../spec/check.js';
import {
  locateInResource,
  missingOfResource,
  readResource,
  resourceKeys,
  resourceWords,
} from '../../spec/flags/resource.js';
import { askResource } from '../../spec/questions/resource.js';
import { addParts } from '../grow/add-parts.js';
import type { Conversation } from '../grow/conversation.js';
import { definitionsOf, namesOf } from '../grow/definitions.js';

export const run = (context: CommandContext, given: GivenArguments) =>
  addParts(context, given, {
    name: 'add-resource',
    kind: 'resource',
    describedBy: resourceKeys,
    read,
    words: ({ resources }) => resources.flatMap(resourceWords),
  });

async function read(given: GivenArguments, provider: ProviderModel, talk: Conversation) {
  const draft = readResource(given.arguments[0], given.values);
  const missing = missingOfResource(draft);
  const questions = missing.length > 0 ? await talk.begin() : undefined;
  if (missing.length > 0 && !questions) throw answersMissing(missing);
  const complete = questions
    ? await askResource(questions, draft, namesOf(definitionsOf(provider).resources))
    : draft;
  return checkAdditions({ resources: [complete] }, provider.name, locateInResource);
}
