import type { DataEntry, DataNode } from '../../../model/project.js';

export interface TextNode {
  value: DataNode;
  text: string;
}

/** Entries of a map that are texts. */
export const textEntries = (node: DataNode): (DataEntry & TextNode)[] =>
  node.is === 'map'
    ? node.entries.flatMap((entry) =>
        entry.value.is === 'scalar' && typeof entry.value.value === 'string'
          ? [{ ...entry, text: entry.value.value }]
          : [],
      )
    : [];

/** All texts in a document from here down, in lists and maps. */
export function textsBelow(node: DataNode): TextNode[] {
  if (node.is === 'map') return node.entries.flatMap(({ value }) => textsBelow(value));
  if (node.is === 'list') return node.items.flatMap(textsBelow);
  return typeof node.value === 'string' ? [{ value: node, text: node.value }] : [];
}

/** Entries of all maps from here down that are texts. */
export function* textEntriesBelow(
  node: DataNode | undefined,
): Generator<DataEntry & { text: string }> {
  if (node?.is === 'list') for (const item of node.items) yield* textEntriesBelow(item);
  if (node?.is !== 'map') return;
  for (const entry of node.entries) {
    const { value } = entry;
    if (value.is === 'scalar' && typeof value.value === 'string')
      yield { ...entry, text: value.value };
    else yield* textEntriesBelow(value);
  }
}
