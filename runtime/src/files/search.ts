import { truncate } from '../provider/truncate.js';
import { isText } from './media-type.js';
import type { Entry, FileStore, Match, SearchOptions, SearchResult } from './store.js';
import { isName } from './name-rules.js';

/** Of each file, in bytes. */
const MAX_SEARCHED_BYTES = 200_000;
const MAX_LINE = 200;

interface Limits {
  maxSearched: number;
  signal: AbortSignal;
}

/** Looks for a plain text in any case. Not for a pattern: one from a model can take for ever. */
export async function searchIn(
  store: FileStore,
  text: string,
  { folder = '', limit = 50, maxSearched, signal }: SearchOptions & Limits,
): Promise<SearchResult> {
  const wanted = text.toLowerCase();
  const matches: Match[] = [];
  let searched = 0;
  for await (const { name } of filesIn(store, folder, maxSearched)) {
    signal.throwIfAborted();
    if (matches.length === limit || searched++ === maxSearched) return { matches, complete: false };
    const match = await matchOf(store, name, wanted);
    if (match) matches.push(match);
  }
  return { matches, complete: true };
}

async function matchOf(store: FileStore, name: string, wanted: string): Promise<Match | undefined> {
  // A file that has been removed meanwhile is no match.
  const file = await store
    .read(name, { start: 0, length: MAX_SEARCHED_BYTES })
    .catch(() => undefined);
  const lines = file && isText(file.type) ? file.bytes.toString('utf8').split('\n') : [];
  for (const [index, line] of lines.entries())
    if (line.toLowerCase().includes(wanted))
      return { name, line: truncate(line, MAX_LINE), number: index + 1 };
  return name.toLowerCase().includes(wanted) ? { name } : undefined;
}

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
