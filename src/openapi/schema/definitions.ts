import { withComponent } from '../../model/component.js';
import { isObj, obj, type Schema, without } from '../model.js';

const refOf = (value: unknown): string | undefined => {
  const ref = isObj(value) ? value.$ref : undefined;
  return typeof ref === 'string' && ref.startsWith('#/$defs/') ? ref.slice(8) : undefined;
};

function refsIn(value: unknown, found: string[] = []): string[] {
  const ref = refOf(value);
  if (ref !== undefined) found.push(ref);
  if (Array.isArray(value)) for (const one of value) refsIn(one, found);
  else if (isObj(value)) for (const one of Object.values(value)) refsIn(one, found);
  return found;
}

/**
 * Clients handle references badly. Definitions are inlined, except recursive ones and those that would make the schema more
 * than twice as large (and larger than `small` characters). Unused definitions are removed.
 */
export function inlineDefinitions(schema: Schema, small = 2000): Schema {
  const { $defs, ...root } = schema;
  const defs = obj($defs) as Record<string, Schema>;
  if (Object.keys(defs).length === 0) return root;
  const below = new Map(Object.entries(defs).map(([name, one]) => [name, refsIn(one)]));
  const recursive = new Set([...below.keys()].filter((name) => reaches(name, name, below)));
  const sizes = new Map<string, number>();
  const sizeOf = (value: unknown): number =>
    JSON.stringify(value).length + refsIn(value).reduce((sum, name) => sum + inlineSize(name), 0);
  const inlineSize = (name: string): number => {
    if (recursive.has(name)) return 0;
    const cachedSize = sizes.get(name);
    if (cachedSize !== undefined) return cachedSize;
    const size = sizeOf(defs[name]);
    sizes.set(name, size);
    return size;
  };
  const used = reachable(refsIn(root), below);
  const shared =
    JSON.stringify(root).length +
    [...used].reduce((sum, name) => sum + JSON.stringify(defs[name]).length, 0);
  const inlined =
    sizeOf(root) +
    [...recursive]
      .filter((name) => used.has(name))
      .reduce((sum, name) => sum + sizeOf(defs[name]), 0);
  const counts = new Map<string, number>();
  for (const name of [root, ...[...used].map((one) => defs[one])].flatMap((one) => refsIn(one)))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const all = inlined <= Math.max(small, 2 * shared);
  const stays = (name: string) =>
    recursive.has(name) || (!all && (counts.get(name) ?? 0) > 1 && inlineSize(name) > 120);
  const result = inline(root) as Schema;
  const names = reachable(
    refsIn(result),
    new Map([...used].map((name) => [name, refsIn(inline(defs[name]))])),
  );
  return names.size === 0
    ? result
    : {
        ...result,
        $defs: Object.fromEntries([...names].sort().map((name) => [name, inline(defs[name])])),
      };

  function inline(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inline);
    if (!isObj(value)) return value;
    const name = refOf(value);
    if (name !== undefined && !stays(name)) {
      return { ...withComponent(inline(defs[name]) as Schema, name), ...without(value, '$ref') };
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inline(one)]));
  }
}

function reachable(from: string[], below: Map<string, string[]>): Set<string> {
  const reached = new Set<string>();
  const queue = [...from];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    queue.push(...(below.get(name) ?? []));
  }
  return reached;
}

const reaches = (from: string, to: string, below: Map<string, string[]>) =>
  reachable(below.get(from) ?? [], below).has(to);
