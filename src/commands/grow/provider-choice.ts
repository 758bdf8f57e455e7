import { noProviders, whichProvider } from '../../model/errors/grow.js';
import { unknownProvider } from '../../model/errors/project.js';
import type { ProviderModel } from '../../model/project.js';
import { nearestOf } from '../../model/nearest.js';
import type { OpenProject } from './project.js';
import type { Asking } from './proposal.js';

/**
 * The provider to add to: the one that was named, the only one, or the one that the user chooses.
 * @throws CliError `grow/no-providers`, `grow/which-provider`, `project/unknown-provider`
 */
export async function chosenProvider(
  { root, model }: OpenProject,
  named: string | undefined,
  asking: Asking,
): Promise<ProviderModel> {
  const providers = model.providers.filter(({ files }) => files.length > 0);
  const names = providers.map(({ name }) => name);
  const [first, ...others] = providers;
  if (!first) throw noProviders(root);
  if (named === undefined && others.length === 0) return first;
  const name = named ?? (await choice(names, asking));
  const chosen = providers.find((provider) => provider.name === name);
  if (!chosen) throw unknownProvider(name, nearestOf(name, names));
  return chosen;
}

async function choice(names: readonly string[], asking: Asking): Promise<string> {
  const questions = await asking.begin();
  if (!questions) throw whichProvider(names);
  const choices = names.map((value) => ({ value, label: value }));
  return questions.choose({ message: 'Which provider?', choices });
}
