import { addConfigValue } from '../../edit/config.js';
import { kindOf } from '../../kinds/kind-of.js';
import type { Provider } from '../../model/project.js';
import type { ResourceSpec, ToolSpec } from '../../model/spec.js';
import { printers } from '../../render/printers.js';
import { kindNameOf } from './home.js';
import type { Insertion } from './insertions.js';

/** Lists in the entry of the provider that these tools and resources need, such as the base URLs of their requests. */
export function listInsertions(
  provider: Provider,
  parts: readonly (ToolSpec | ResourceSpec)[],
): Insertion[] {
  const lists = kindOf(kindNameOf(provider)).serve?.entryLists?.(parts) ?? {};
  return Object.entries(lists).flatMap(([key, values]) =>
    values.map((text): Insertion => {
      const value = printers.yaml(text);
      return {
        path: 'provider-config.yaml',
        where: `in the entry "${provider.name}"`,
        lines: `${key}:\n  - ${value}`,
        edit: (config) => addConfigValue(config, provider.name, key, value),
      };
    }),
  );
}
