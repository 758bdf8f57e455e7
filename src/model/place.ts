/** A text file of a project; `path` is relative to its root, with slashes. */
export interface TextFile {
  readonly path: string;
  /** Without the byte order mark. */
  readonly text: string;
  readonly bom?: boolean;
  /** Why the text is empty: it cannot be read. */
  readonly unreadable?: string;
}

/** Where something is: offsets in UTF-16 units. Every fact has one as `at`. */
export interface Place {
  readonly file: TextFile;
  readonly start: number;
  readonly end: number;
}

export const place = (file: TextFile, start = 0, end = start): Place => ({ file, start, end });

/** Line and column from 1; only computed for what is reported. */
export function position({ text }: TextFile, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const [last = ''] = before.split(/\r\n|\n|\r/).slice(-1);
  return { line: before.split(/\r\n|\n|\r/).length, column: last.length + 1 };
}
