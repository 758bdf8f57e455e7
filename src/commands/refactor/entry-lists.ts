import { languages } from '../../edit/formats/language.js';
import { kindOf } from '../../kinds/kind-of.js';
import type { Provider } from '../../model/project.js';
import { kindNameOf } from '../grow/home.js';
import type { WorkingCopy } from './working-copy.js';

const CONFIG = 'provider-config.yaml';

/** Removes what lists in the entry of the provider have for removed code alone, such as the base URLs of its requests. */
export function removeListed(
  copy: WorkingCopy,
  provider: Provider,
  removed: readonly string[],
): void {
  const keys = Object.keys(kindOf(kindNameOf(provider)).serve?.entryLists?.([]) ?? {});
  const left = provider.modules.filter(({ path }) => copy.has(path)).map(({ text }) => text);
  for (const key of keys) {
    const items = provider.entry?.get(key)?.items.map(({ value }) => String(value)) ?? [];
    const unused = items.filter(
      (item) =>
        removed.some((text) => text.includes(item)) && !left.some((text) => text.includes(item)),
    );
    const path = ['providers', provider.name, key];
    for (const item of unused.toReversed())
      copy.edit(CONFIG, (text) =>
        languages.yaml.remove(
          text,
          unused.length === items.length ? path : [...path, items.indexOf(item)],
        ),
      );
  }
}
