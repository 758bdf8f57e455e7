import { noProviders, whichProvider } from '../../model/errors/grow.js';
import { unknownProvider } from '../../model/errors/project.js';
import type { ProviderModel } from '../../model/project.js';
import { nearestOf } from '../../model/nearest.js';
import type { Conversation } from './conversation.js';
import type { OpenProject } from './project.js';

/**
 * The provider to add to: the one that was named, the only one, or the one that the user chooses.
 * @throws CliError `grow/no-providers`, `grow/which-provider`, `project/unknown-provider`
 */
export async function chosenProvider(
  { root, model }: OpenProject,
  named: string | undefined,
  talk: Conversation,
): Promise<ProviderModel> {
  const providers = model.providers.filter(({ files }) => files.length > 0);
  const names = providers.map(({ name }) => name);
  const [first, ...others] = providers;
  if (!first) throw noProviders(root);
  if (named === undefined && others.length === 0) return first;
  const name = named ?? (await choice(names, talk));
  const chosen = providers.find((provider) => provider.name === name);
  if (!chosen) throw unknownProvider(name, nearestOf(name, names));
  return chosen;
}

async function choice(names: readonly string[], talk: Conversation): Promise<string> {
  const questions = await talk.begin();
  if (!questions) throw whichProvider(names);
  const choices = names.map((value) => ({ value, label: value }));
  return questions.choose({ message: 'Which provider?', choices });
}
