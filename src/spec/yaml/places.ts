import type { Document, Pair, YAMLMap } from 'yaml';
import type * as Yaml from 'yaml';
import type { Problem } from '../../model/spec-report.js';
import { isMerge, keyText, type AliasTargets } from './nodes.js';

/**
 * Finds where the key or the value at a path begins, in UTF-16 code units; of what is not there, where the nearest thing
 * around it begins.
 */
export function places(
  document: Document.Parsed,
  targets: AliasTargets,
  yaml: typeof Yaml,
): (place: Pick<Problem, 'path' | 'at'>) => number {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const startOf = (node: unknown) => (yaml.isNode(node) ? node.range?.[0] : undefined);
  const behind = (node: unknown) => (yaml.isAlias(node) ? targets.get(node) : node);

  const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const known = indexes.get(map);
    if (known) return known;
    const index = new Map<string, Pair>();
    // What is merged stands behind what the map says itself, and the first of several sources wins.
    const merged = map.items
      .filter((pair) => isMerge(pair, yaml))
      .flatMap(({ value }) => sourcesOf(value));
    for (const source of merged.reverse()) {
      for (const [key, pair] of indexOf(source)) index.set(key, pair);
    }
    for (const pair of map.items) {
      if (!isMerge(pair, yaml)) index.set(keyText(pair, yaml), pair);
    }
    indexes.set(map, index);
    return index;
  };
  const sourcesOf = (value: unknown): YAMLMap[] => {
    const source = behind(value);
    const sources = yaml.isSeq(source) ? source.items.map(behind) : [source];
    return sources.filter((one) => yaml.isMap(one));
  };

  return ({ path, at }) => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const [i, part] of path.entries()) {
      const around = behind(node);
      const pair = yaml.isMap(around) ? indexOf(around).get(String(part)) : undefined;
      const item = yaml.isSeq(around) ? around.items[Number(part)] : pair?.value;
      if (pair === undefined && item === undefined) break;
      const isKeyMeant = at === 'key' && i === path.length - 1;
      offset =
        (isKeyMeant ? undefined : startOf(item)) ?? startOf(pair?.key) ?? startOf(item) ?? offset;
      node = item;
    }
    return offset;
  };
}
