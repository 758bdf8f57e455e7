import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { readResource } from '../../spec/flags/items.js';
import { resourceKeys, resourceWords } from '../../spec/flags/resource.js';
import { askResource } from '../../spec/questions/resource.js';
import { catalog } from '../../sources/catalog.js';
import { addParts } from '../../extend/add-parts.js';
import { refuseTaken, type ProviderHome } from '../../extend/home.js';
import { namesOf } from '../../project/provider-parts.js';
import type { Asking } from '../../extend/proposal.js';

export const run = (context: CommandContext, given: GivenArguments) =>
  addParts(context, given, {
    name: 'add-resource',
    kind: 'resource',
    describedBy: resourceKeys(catalog.kinds),
    read,
    words: ({ resources }, kind) => resources.flatMap((one) => resourceWords(one, kind)),
  });

async function read(given: GivenArguments, provider: Provider, asking: Asking, home: ProviderHome) {
  const { draft, missing, check } = readResource(given.arguments[0], given.values, home);
  if (missing.length === 0) return check(draft);
  const taken = namesOf(provider, 'resource');
  if (draft.name !== undefined) refuseTaken('resource', draft.name, taken);
  await home.verify?.(draft);
  return check(await askResource(await asking.askFor(missing), draft, home.kind, taken));
}
