import { type AdditionOptions, addParts } from '../../extend/add-parts.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { type ProviderHome, refuseTaken } from '../../extend/provider-context.js';
import { kinds } from '../../kinds/register.gen.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { namesOf } from '../../project/provider-parts.js';
import { readResource } from '../../spec/flags/items.js';
import { resourceKeys, type ResourceOptions, resourceWords } from '../../spec/flags/resource.js';

type Line = CommandLine<AdditionOptions & ResourceOptions>;

export const run = (context: CommandContext, given: Line) =>
  addParts(context, given, {
    name: 'add-resource',
    kind: 'resource',
    describedBy: resourceKeys(kinds),
    read: (provider, asking, home) => read(given, provider, asking, home),
    words: ({ resources }, kind) => resources.flatMap((one) => resourceWords(one, kind)),
  });

async function read(given: Line, provider: Provider, asking: LazyQuestions, home: ProviderHome) {
  const { draft, missing, check } = readResource(given.arguments[0], given.options, home);
  if (missing.length === 0) return check(draft);
  const taken = namesOf(provider, 'resource');
  if (draft.name !== undefined) refuseTaken('resource', draft.name, taken);
  await home.verify?.(draft);
  const { askResource } = await import('../../spec/questions/resource.js');
  return check(await askResource(await asking.askFor(missing), draft, home.kind, taken));
}
