import type { CliError } from '../model/errors/cli-error.js';
import type { Questions } from '../model/questions.js';
import { requireProvider } from '../project/served-project.js';

/** The providers of a project, and the name of one if the command line states it. */
interface ProviderChoice<T> {
  root: string;
  providers: readonly T[];
  name: string | undefined;
}

/**
 * Returns the provider that a command works on: the named one, the only one, or the one that the
 * user chooses.
 * @param ask starts questions; undefined if nobody can be asked
 * @param missingError the error if the user cannot choose
 * @throws CliError `extend/no-providers`, `project/unknown-provider`, and `missing`
 */
export async function chooseProvider<T extends { name: string }>(
  { root, providers, name }: ProviderChoice<T>,
  ask: () => Promise<Questions | undefined> | undefined,
  missingError: (names: readonly string[]) => CliError,
): Promise<T> {
  const names = providers.map((provider) => provider.name);
  requireProvider(root, names, name);
  const onlyName = names.length === 1 ? names[0] : undefined;
  const choices = names.map((value) => ({ value, label: value }));
  const chosenName =
    name ??
    onlyName ??
    (await (await ask())?.choose({ key: 'provider', message: 'Which provider?', choices }));
  const provider = providers.find((candidate) => candidate.name === chosenName);
  if (!provider) throw missingError(names);
  return provider;
}
