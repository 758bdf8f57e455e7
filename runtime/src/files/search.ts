import { ToolError } from '../call/tool-error.js';
import { BINARY } from '../utils/file-type.js';
import { isName } from '../utils/name-rules.js';
import { truncate } from '../utils/truncate.js';
import { decodedText, isMedia, isText } from './media-type.js';
import type { Entry, FilePage, FileStore, Match, SearchOptions, SearchResult } from './store.js';

/** A search reads at most this much of each file, in bytes. */
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
  const needle = folded(text);
  const matches: Match[] = [];
  let searched = 0;
  let complete = true;
  const files = filesIn(store, folder, maxSearched, () => (complete = false));
  for await (const { name } of files) {
    signal.throwIfAborted();
    if (matches.length === limit || searched++ === maxSearched) return { matches, complete: false };
    const match = await matchOf(store, name, needle);
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
  const isWhole = file.bytes.length === file.size;
  const isReadable = isText(file.type) || file.type === BINARY; // or text in another encoding
  const text = isReadable ? decodedText(file.bytes, isWhole) : undefined;
  for (const [index, line] of (text?.normalize('NFC').split(/\r?\n/) ?? []).entries()) {
    const at = folded(line).indexOf(wanted);
    if (at >= 0) return { name, line: excerpt(line, at, wanted.length), number: index + 1 };
  }
  if (folded(name).includes(wanted)) return { name };
  return isMedia(file.type) || (text !== undefined && isWhole) ? undefined : 'unknown';
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** The beginning of a line or, where the text comes later, the part with the text. */
function excerpt(line: string, at: number, length: number): string {
  const from = at + length <= MAX_LINE ? 0 : Math.max(0, at - BEFORE);
  return truncate(line.slice(from).replace(/^[\uDC00-\uDFFF]/, ''), MAX_LINE);
}

/**
 * Files in a folder and in its folders, with their whole names.
 * @param most how many the caller uses: a folder is read again for each page of so many
 * @param onUnread what happens where a folder in it cannot be read
 */
export async function* filesIn(
  store: FileStore,
  folder: string,
  most: number,
  onUnread: () => void = () => {},
): AsyncGenerator<Entry> {
  let cursor: string | undefined;
  do {
    const page: FilePage = await store.list(folder, { limit: most, cursor });
    for (const entry of page.entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isReachable = isName(name); // not too deep
      if (isReachable && !entry.folder) yield { ...entry, name };
      else if (!isReachable || !(yield* filesOf(store, name, most, onUnread))) onUnread();
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
}

/** @returns whether the folder can be read */
async function* filesOf(
  ...[store, ...others]: Required<Parameters<typeof filesIn>>
): AsyncGenerator<Entry, boolean> {
  try {
    yield* filesIn(store, ...others);
    return true;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}
