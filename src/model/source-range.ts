/** A text file of a project; `path` is relative to the root, with slashes. */
export interface TextFile {
  readonly path: string;
  /** Text without the byte order mark. */
  readonly text: string;
  readonly bom?: boolean;
  /** The reason why the file cannot be read; its text is then empty. */
  readonly unreadable?: string;
}

/** A range of offsets in UTF-16 code units. Every parsed fact has one as `at`. */
export interface SourceRange {
  readonly file: TextFile;
  readonly start: number;
  readonly end: number;
}

/** Returns the range from `start` to `end`; without `end`, an empty one at `start`. */
export const sourceRange = (file: TextFile, start = 0, end = start): SourceRange => ({
  file,
  start,
  end,
});

/** Cached offsets of the lines of a file, which are computed only if something is reported. */
const lineStarts = new WeakMap<TextFile, readonly number[]>();

/** Returns a line and column of an offset, from 1. */
export function lineAndColumn(file: TextFile, offset: number): { line: number; column: number } {
  let starts = lineStarts.get(file);
  if (!starts) {
    const ends = file.text.matchAll(/\r\n|\n|\r/g);
    starts = [0, ...Array.from(ends, ({ index, 0: end }) => index + end.length)];
    lineStarts.set(file, starts);
  }
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
