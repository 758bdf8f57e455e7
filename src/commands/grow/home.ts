import { kindOf } from '../../kinds/kind-of.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';
import type { ItemsHome } from '../../spec/check/tool.js';

/** The "kind" of its entry in `provider-config.yaml`. */
export function kindNameOf({ name, project }: ProviderModel): string {
  const node = project.documents.config?.get('providers', name, 'kind');
  return node?.is === 'scalar' && typeof node.value === 'string' ? node.value : DEFAULT_KIND;
}

/** A provider of the project, as the reader of specs needs it. */
export const homeOf = (provider: ProviderModel): ItemsHome => ({
  name: provider.name,
  kind: kindOf(kindNameOf(provider)),
});
