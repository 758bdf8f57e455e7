import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import type * as Yaml from 'yaml';

/** Something that YAML's grammar allows and a spec does not. */
export interface NodeFault {
  /** UTF-16 code units from the beginning of the text. */
  offset: number;
  /** A sentence. */
  message: string;
}

/** The node that each alias stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * Keys that stand twice in one object, merges of what is no object, aliases that lead nowhere or into themselves.
 * The parser's own checks of these cost the square of the length, say no position or overflow the stack.
 */
export function checkNodes(
  document: Document.Parsed,
  yaml: typeof Yaml,
): { faults: NodeFault[]; targets: AliasTargets } {
  const faults: NodeFault[] = [];
  const targets = new Map<Alias, Node>();
  const anchored = new Map<string, Node>();
  const fault = (node: unknown, message: string) => {
    faults.push({ offset: yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0, message });
  };

  const checkAlias = (alias: Alias, ancestors: readonly unknown[]) => {
    const target = anchored.get(alias.source);
    if (!target) fault(alias, `No anchor "&${alias.source}" precedes this alias.`);
    else if (ancestors.includes(target)) {
      fault(alias, `The alias "*${alias.source}" is inside the value it refers to.`);
    } else targets.set(alias, target);
  };

  const checkKeys = (map: YAMLMap) => {
    const seen = new Set<string>();
    for (const pair of map.items) {
      const key = keyText(pair, yaml);
      if (seen.has(key)) {
        fault(pair.key, `The key ${JSON.stringify(key)} appears twice in one object.`);
      }
      seen.add(key);
      if (isMerge(pair, yaml) && !isMergeable(pair.value)) {
        fault(pair.key, 'Only objects can be merged with "<<".');
      }
    }
  };

  const behind = (node: unknown) => (yaml.isAlias(node) ? anchored.get(node.source) : node);
  const isMergeable = (value: unknown) => {
    const source = behind(value);
    return yaml.isSeq(source)
      ? source.items.every((item) => yaml.isMap(behind(item)))
      : yaml.isMap(source);
  };

  yaml.visit(document, {
    Node: (_, node, ancestors) => {
      if (yaml.isAlias(node)) {
        checkAlias(node, ancestors);
        return;
      }
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
      if (yaml.isMap(node)) checkKeys(node);
    },
  });
  return { faults, targets };
}

/** `<<` without quotes. */
export const isMerge = ({ key }: Pair, yaml: typeof Yaml) =>
  yaml.isScalar(key) && typeof key.value === 'symbol';

/** A key as it is in the value that the document stands for. */
export function keyText(pair: Pair, yaml: typeof Yaml): string {
  if (isMerge(pair, yaml)) return '<<';
  if (!yaml.isScalar(pair.key)) return String(pair.key);
  const { value } = pair.key;
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}
