import { kindOf } from '../../kinds/kind-of.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';
import type { ItemsHome } from '../../spec/check/tool.js';

/** The "kind" of its entry in `provider-config.yaml`. */
export const kindNameOf = (provider: ProviderModel): string =>
  entryText(provider, 'kind') ?? DEFAULT_KIND;

/** A text of its entry in `provider-config.yaml`. */
export function entryText({ name, project }: ProviderModel, key: string): string | undefined {
  const node = project.documents.config?.get('providers', name, key);
  return node?.is === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** A provider of the project, as the reader of specs needs it. */
export const homeOf = (provider: ProviderModel): ItemsHome & { baseUrl: string | undefined } => ({
  name: provider.name,
  kind: kindOf(kindNameOf(provider)),
  baseUrl: entryText(provider, 'base_url'),
});
