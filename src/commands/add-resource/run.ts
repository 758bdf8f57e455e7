import { type AdditionOptions, addParts } from '../../extend/add-parts.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { type ProviderHome, refuseTaken } from '../../extend/provider-context.js';
import { kinds } from '../../kinds/register.gen.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { partNames } from '../../project/provider-parts.js';
import { readResource } from '../../spec/flags/items.js';
import { resourceKeys, type ResourceOptions, resourceWords } from '../../spec/flags/resource.js';

type ResourceLine = CommandLine<AdditionOptions & ResourceOptions>;

export const run = (context: CommandContext, commandLine: ResourceLine) =>
  addParts(context, commandLine, {
    name: 'add-resource',
    kind: 'resource',
    describedBy: resourceKeys(kinds),
    read: (provider, lazyQuestions, providerHome) =>
      read(commandLine, provider, lazyQuestions, providerHome),
    words: ({ resources }, kind) => resources.flatMap((resource) => resourceWords(resource, kind)),
  });

async function read(
  commandLine: ResourceLine,
  provider: Provider,
  lazyQuestions: LazyQuestions,
  providerHome: ProviderHome,
) {
  const { draft, missing, check } = readResource(
    commandLine.arguments[0],
    commandLine.options,
    providerHome,
  );
  if (missing.length === 0) return check(draft);
  const takenNames = partNames(provider, 'resource');
  if (draft.name !== undefined) refuseTaken('resource', draft.name, takenNames);
  await providerHome.verify?.(draft);
  const { askResource } = await import('../../spec/questions/resource.js');
  return check(
    await askResource(await lazyQuestions.askFor(missing), draft, providerHome.kind, takenNames),
  );
}
