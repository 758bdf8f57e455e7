import { languages } from '../edit/formats/languages.js';
import { kindOf } from '../kinds/kind-of.js';
import type { Provider } from '../model/project.js';
import { kindNameOf } from '../project/provider-parts.js';
import type { WorkingCopy } from './working-copy.js';

const CONFIG = 'provider-config.yaml';

/**
 * Removes items of the provider's entry lists that only the removed code needs, such as the base
 * URLs of its requests.
 */
export function removeEntryItems(
  copy: WorkingCopy,
  provider: Provider,
  removedTexts: readonly string[],
): void {
  const keys = Object.keys(kindOf(kindNameOf(provider)).serve?.entryLists?.([]) ?? {});
  const remainingTexts = provider.modules
    .filter(({ path }) => copy.has(path))
    .map(({ text }) => text);
  for (const key of keys) {
    const items = provider.entry?.get(key)?.items.map(({ value }) => String(value)) ?? [];
    const contains = (item: string) => (text: string) =>
      [`'`, `"`, '`'].some((quote) => text.includes(`${quote}${item}${quote}`));
    const unusedItems = items.filter(
      (item) => removedTexts.some(contains(item)) && !remainingTexts.some(contains(item)),
    );
    const path = ['providers', provider.name, key];
    for (const item of unusedItems.toReversed())
      copy.edit(CONFIG, (text) =>
        languages.yaml.remove(
          text,
          unusedItems.length === items.length ? path : [...path, items.indexOf(item)],
        ),
      );
  }
}
