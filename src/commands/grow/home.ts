import { kindOf } from '../../kinds/kind-of.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { Provider } from '../../model/project.js';
import type { PartsHome } from '../../render/part.js';
import type { ItemsHome } from '../../spec/check/tool.js';

/** The "kind" of its entry in `provider-config.yaml`. */
export const kindNameOf = (provider: Provider): string =>
  entryText(provider, 'kind') ?? DEFAULT_KIND;

/** A provider of the project, as the renderer of parts needs it. */
export const partsHome = (provider: Provider): PartsHome => {
  const kind = kindNameOf(provider);
  return { name: provider.name, kind, settings: kindOf(kind).test.settingsIn?.(provider) };
};

/** A text of its entry in `provider-config.yaml`. */
export const entryText = ({ entry }: Provider, key: string): string | undefined => entry?.text(key);

export type ProviderHome = ItemsHome & { baseUrl: string | undefined };

/** A provider of the project, as the reader of specs needs it. */
export const homeOf = (provider: Provider): ProviderHome => ({
  name: provider.name,
  kind: kindOf(kindNameOf(provider)),
  baseUrl: entryText(provider, 'base_url'),
});
