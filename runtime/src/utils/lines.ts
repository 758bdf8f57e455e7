/** Limit of one MCP message, in bytes. */
const MAX_BYTES = 10_000_000;

/** Splits a stream into lines. Copying an incomplete line with each chunk would take seconds for a long one. */
export class LineSplitter {
  #incompleteLine: Buffer[] = [];
  #bytes = 0;

  /** Returns the lines that a chunk completes. @throws Error if a line is longer than a message may be */
  *linesOf(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      const line = this.#complete(chunk.subarray(start, end));
      start = end + 1;
      requireSize(line.length); // however the stream was cut into chunks
      yield line;
    }
    if (start === chunk.length) return;
    const rest = chunk.subarray(start);
    this.#bytes += rest.length;
    requireSize(this.#bytes);
    this.#incompleteLine.push(rest);
  }

  #complete(end: Buffer): Buffer {
    if (this.#incompleteLine.length === 0) return end;
    const line = Buffer.concat([...this.#incompleteLine, end]);
    this.#incompleteLine = [];
    this.#bytes = 0;
    return line;
  }

  /** Returns the text after the last line break of a stream that has ended. */
  rest(): Buffer {
    return Buffer.concat(this.#incompleteLine);
  }
}

function requireSize(bytes: number): void {
  if (bytes > MAX_BYTES) throw new Error(`A message has more than ${MAX_BYTES} bytes`);
}
