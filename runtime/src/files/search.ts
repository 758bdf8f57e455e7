import { ToolError } from '../call/result/tool-error.js';
import { BINARY_TYPE } from '../utils/file-type.js';
import { isName } from '../utils/name-rules.js';
import { truncate } from '../utils/truncate.js';
import { decodeText, isBinaryMedia, isText } from './media-type.js';
import type { Entry, FilePage, FileStore, Match, SearchOptions, SearchResult } from './store.js';

/** Most bytes of a file that a search reads. */
const MAX_SEARCHED_BYTES = 200_000;
/** Most characters of a matching line, and those before the match. */
const MAX_LINE_LENGTH = 200;
const CONTEXT_LENGTH = 60;

interface SearchLimits {
  maxSearched: number;
  signal: AbortSignal;
}

/** Searches for plain text in any case. Patterns are not supported, because one from a model could take endlessly. */
export async function searchIn(
  store: FileStore,
  text: string,
  { folder = '', limit = 50, maxSearched, signal }: SearchOptions & SearchLimits,
): Promise<SearchResult> {
  const needle = foldText(text);
  const matches: Match[] = [];
  let searchedCount = 0;
  let complete = true;
  const files = filesIn(store, folder, maxSearched, () => (complete = false));
  for await (const { name } of files) {
    signal.throwIfAborted();
    if (matches.length === limit || searchedCount++ === maxSearched)
      return { matches, complete: false };
    const match = await matchOf(store, name, needle);
    if (match === 'unknown') complete = false;
    else if (match) matches.push(match);
  }
  return { matches, complete };
}

/** Searches one file; `unknown` means that a part that was not read may contain the text. */
async function matchOf(
  store: FileStore,
  name: string,
  needle: string,
): Promise<Match | 'unknown' | undefined> {
  const range = { start: 0, length: MAX_SEARCHED_BYTES };
  const file = await store.read(name, range).catch((error: unknown) => {
    if (error instanceof ToolError) return error.isMissing ? 'removed' : 'denied';
    throw error;
  });
  if (file === 'removed') return undefined;
  if (file === 'denied') return 'unknown';
  const isWhole = file.bytes.length === file.size;
  const isReadable = isText(file.type) || file.type === BINARY_TYPE; // or text in another encoding
  const text = isReadable ? decodeText(file.bytes, isWhole) : undefined;
  for (const [index, line] of (text?.normalize('NFC').split(/\r?\n/) ?? []).entries()) {
    const position = foldText(line).indexOf(needle);
    if (position >= 0)
      return { name, line: excerpt(line, position, needle.length), number: index + 1 };
  }
  if (foldText(name).includes(needle)) return { name };
  return isBinaryMedia(file.type) || (text !== undefined && isWhole) ? undefined : 'unknown';
}

const foldText = (text: string): string => text.normalize('NFC').toLowerCase();

/** Returns the start of a line, or the part around a match that comes later. */
function excerpt(line: string, position: number, length: number): string {
  const start = position + length <= MAX_LINE_LENGTH ? 0 : Math.max(0, position - CONTEXT_LENGTH);
  return truncate(line.slice(start).replace(/^[\uDC00-\uDFFF]/, ''), MAX_LINE_LENGTH);
}

/**
 * Yields the files of a folder and its subfolders, with their complete names.
 * @param maxMatches most files that the caller uses: a folder is read again for each page of this size
 * @param onUnread called for a subfolder that cannot be read
 */
export async function* filesIn(
  store: FileStore,
  folder: string,
  maxMatches: number,
  onUnread: () => void = () => {},
): AsyncGenerator<Entry> {
  let cursor: string | undefined;
  do {
    const page: FilePage = await store.list(folder, { limit: maxMatches, cursor });
    for (const entry of page.entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isReachable = isName(name); // false if it is too deep
      if (isReachable && !entry.folder) yield { ...entry, name };
      else if (!isReachable || !(yield* filesInSubfolder(store, name, maxMatches, onUnread)))
        onUnread();
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
}

/** Yields the files of a subfolder. @returns whether the folder can be read */
async function* filesInSubfolder(
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
