import { isName } from './name-rules.js';
import type { Entry, FileStore } from './store.js';

/**
 * Files in a folder and in its folders, with their whole names.
 * @param most how many the caller uses: a folder is read again for each page of so many
 */
export async function* filesIn(
  store: FileStore,
  folder: string,
  most: number,
): AsyncGenerator<Entry> {
  let cursor: string | undefined;
  do {
    const page = await store.list(folder, { limit: most, cursor });
    for (const entry of page.entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!isName(name)) continue; // too deep
      if (entry.folder) yield* filesIn(store, name, most);
      else yield { ...entry, name };
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
}
