import type { DataEntry, DataNode } from '../../../model/project.js';

/** Every entry of a document that holds a text, however deep. */
export function* textEntries(node: DataNode | undefined): Generator<DataEntry & { text: string }> {
  if (node?.is === 'list') for (const item of node.items) yield* textEntries(item);
  if (node?.is !== 'map') return;
  for (const entry of node.entries) {
    const { value } = entry;
    if (value.is === 'scalar' && typeof value.value === 'string')
      yield { ...entry, text: value.value };
    else yield* textEntries(value);
  }
}
