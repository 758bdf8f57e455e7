import type { DataEntry, DataNode } from '../../../model/project.js';
import { type TextNode, textOf } from '../../../model/data-text.js';

/** Entries of a map that are texts. */
export const textEntries = (node: DataNode): (DataEntry & TextNode)[] =>
  node.is === 'map'
    ? node.entries.flatMap((entry) => {
        const text = textOf(entry.value);
        return text === undefined ? [] : [{ ...entry, text }];
      })
    : [];

/** Entries of all maps from here down that are texts. */
export function* textEntriesBelow(
  node: DataNode | undefined,
): Generator<DataEntry & { text: string }> {
  if (node?.is === 'list') for (const item of node.items) yield* textEntriesBelow(item);
  if (node?.is !== 'map') return;
  for (const entry of node.entries) {
    const text = textOf(entry.value);
    if (text === undefined) yield* textEntriesBelow(entry.value);
    else yield { ...entry, text };
  }
}
