import { ToolError } from '../call/tool-error.js';
import { truncate } from '../utils/truncate.js';
import { isText } from './media-type.js';
import type { Entry, FileStore, Match, SearchOptions, SearchResult } from './store.js';
import { isName } from '../utils/name-rules.js';

/** Of each file, in bytes. */
const MAX_SEARCHED_BYTES = 200_000;
/** In characters. */
const MAX_LINE = 200;
const BEFORE = 60;

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
  let complete = true;
  for await (const { name } of filesIn(store, folder, maxSearched)) {
    signal.throwIfAborted();
    if (matches.length === limit || searched++ === maxSearched) return { matches, complete: false };
    const match = await matchOf(store, name, wanted);
    if (match === 'unknown') complete = false;
    else if (match) matches.push(match);
  }
  return { matches, complete };
}

/** `unknown`: the text can be in a part that was not read. */
async function matchOf(
  store: FileStore,
  name: string,
  wanted: string,
): Promise<Match | 'unknown' | undefined> {
  const range = { start: 0, length: MAX_SEARCHED_BYTES };
  const file = await store.read(name, range).catch((error: unknown) => {
    if (error instanceof ToolError) return error.isMissing ? 'removed' : 'denied';
    throw error;
  });
  if (file === 'removed') return undefined;
  if (file === 'denied') return 'unknown';
  const text = isText(file.type) ? file.bytes.toString('utf8') : undefined;
  for (const [index, line] of (text?.split(/\r?\n/) ?? []).entries()) {
    const at = line.toLowerCase().indexOf(wanted);
    if (at >= 0) return { name, line: excerpt(line, at, wanted.length), number: index + 1 };
  }
  if (name.toLowerCase().includes(wanted)) return { name };
  return text !== undefined && file.bytes.length < file.size ? 'unknown' : undefined;
}

/** The beginning of a line or, where the text comes later, the part with the text. */
function excerpt(line: string, at: number, length: number): string {
  const from = at + length <= MAX_LINE ? 0 : Math.max(0, at - BEFORE);
  return truncate(line.slice(from).replace(/^[\uDC00-\uDFFF]/, ''), MAX_LINE);
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
