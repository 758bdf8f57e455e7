import type { DataNode } from './project.js';

/** A string of JSON, YAML or TOML; undefined for any other value. */
export const textOf = (node: DataNode | undefined): string | undefined =>
  node?.is === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

export interface TextNode {
  value: DataNode;
  text: string;
}

/** All strings from here down, in lists and maps, in order. */
export function textsBelow(node: DataNode): TextNode[] {
  if (node.is === 'map') return node.entries.flatMap(({ value }) => textsBelow(value));
  if (node.is === 'list') return node.items.flatMap(textsBelow);
  const text = textOf(node);
  return text === undefined ? [] : [{ value: node, text }];
}
