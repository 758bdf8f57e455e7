import { DEFAULT_KIND } from '../model/kind.js';
import { displayNameOf } from '../model/names.js';
import type { PartDefinition, Provider } from '../model/project.js';

/** The module that lists the providers of a project. */
export const PROVIDERS = 'src/providers/index.ts';

/** A text of its entry in `provider-config.yaml`. */
export const entryText = ({ entry }: Provider, key: string): string | undefined => entry?.text(key);

/** The "kind" of its entry. */
export const kindNameOf = (provider: Provider): string =>
  entryText(provider, 'kind') ?? DEFAULT_KIND;

/** What people call it, by its entry. */
export const displayName = (provider: Provider): string =>
  entryText(provider, 'name') ?? displayNameOf(provider.name);

/** The test of a provider. */
export const testPath = ({ name }: Pick<Provider, 'name'>): string => `tests/${name}.test.ts`;

/** What clients are told of a provider. */
export const listedPath = ({ name }: Pick<Provider, 'name'>): string => `tests/${name}.tools.txt`;

/** The definition of a part with this name, as far as names are constants. */
export const partNamed = (
  { definitions }: Provider,
  kind: PartDefinition['kind'],
  name: string,
): PartDefinition | undefined =>
  definitions.find((each) => each.kind === kind && each.name === name);

/** Names of the parts of a kind, as far as they are constants. */
export const namesOf = ({ definitions }: Provider, kind: PartDefinition['kind']): string[] =>
  definitions.flatMap((each) => (each.kind === kind && each.name !== undefined ? [each.name] : []));
