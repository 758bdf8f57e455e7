import type { FileFacts, Span } from '../model/facts.js';
import type { Region } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Place, SourceFile, TextFile } from '../model/project.js';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = /\r\n|\n|\r/g;

/** A file's text and positions in it. */
export class Text implements TextFile {
  readonly text: string;
  readonly bom: boolean;
  #lineStarts: number[] | undefined;

  constructor(
    readonly path: RelPath,
    raw: string,
  ) {
    this.bom = raw.startsWith(BYTE_ORDER_MARK);
    this.text = this.bom ? raw.slice(1) : raw;
  }

  at({ start, end }: Span): Place {
    return { file: this, start, end };
  }

  get start(): Place {
    const start = firstToken(this.text, this.commentSpans());
    const end = start + (/^\S*/.exec(this.text.slice(start, start + 200))?.[0].length ?? 0);
    return this.at({ start, end });
  }

  region({ start, end }: Span): Region {
    const [startLine, startColumn] = this.#position(start);
    const [endLine, endColumn] = this.#position(end);
    return { startLine, startColumn, endLine, endColumn };
  }

  protected commentSpans(): readonly Span[] {
    return [];
  }

  #position(offset: number): [line: number, column: number] {
    this.#lineStarts ??= [
      0,
      ...Array.from(this.text.matchAll(LINE_END), (m) => m.index + m[0].length),
    ];
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  }
}

/** Offset of the first character that is neither blank nor in a comment; 0 where there is none. */
function firstToken(text: string, comments: readonly Span[]): number {
  let offset = text.startsWith('#!') ? (/[\r\n]|$/.exec(text)?.index ?? 0) : 0;
  for (const { start, end } of comments) {
    if (start >= offset && text.slice(offset, start).trim() !== '') break;
    if (start >= offset) offset = end;
  }
  offset += /^\s*/.exec(text.slice(offset))?.[0].length ?? 0;
  return offset < text.length ? offset : 0;
}

export class Source extends Text implements SourceFile {
  #facts: FileFacts | undefined;

  constructor(
    path: RelPath,
    raw: string,
    readonly logicalPath: RelPath,
    readonly test: boolean,
    readonly provider: string | undefined,
    readonly readFacts: (path: string, text: string) => FileFacts,
  ) {
    super(path, raw);
  }

  get facts(): FileFacts {
    this.#facts ??= this.readFacts(this.path, this.text);
    return this.#facts;
  }

  protected override commentSpans(): readonly Span[] {
    return this.facts.comments;
  }
}
