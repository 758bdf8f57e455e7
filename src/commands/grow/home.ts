import { kindOf } from '../../kinds/kind-of.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';
import type { PartsHome } from '../../render/part.js';
import type { ItemsHome } from '../../spec/check/tool.js';
import { textOf } from '../../model/data-text.js';

/** The "kind" of its entry in `provider-config.yaml`. */
export const kindNameOf = (provider: ProviderModel): string =>
  entryText(provider, 'kind') ?? DEFAULT_KIND;

/** A provider of the project, as the renderer of parts needs it. */
export const partsHome = (provider: ProviderModel): PartsHome => {
  const kind = kindNameOf(provider);
  return { name: provider.name, kind, settings: kindOf(kind).test.settingsIn?.(provider) };
};

/** A text of its entry in `provider-config.yaml`. */
export const entryText = ({ name, project }: ProviderModel, key: string): string | undefined =>
  textOf(project.documents.config?.get('providers', name, key));

/** A provider of the project, as the reader of specs needs it. */
export const homeOf = (provider: ProviderModel): ItemsHome & { baseUrl: string | undefined } => ({
  name: provider.name,
  kind: kindOf(kindNameOf(provider)),
  baseUrl: entryText(provider, 'base_url'),
});
