import { isName } from './name-rules.js';
import type { Entry, FileStore } from './store.js';

const PAGE = 1_000;

/** Files in a folder and in its folders, with their whole names. */
export async function* filesIn(store: FileStore, folder: string): AsyncGenerator<Entry> {
  let cursor: string | undefined;
  do {
    const page = await store.list(folder, { limit: PAGE, cursor });
    for (const entry of page.entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!isName(name)) continue; // too deep
      if (entry.folder) yield* filesIn(store, name);
      else yield { ...entry, name };
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
}
