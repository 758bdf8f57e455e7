/** Size of one MCP message. */
const MOST_BYTES = 10_000_000;

/** The lines of a stream. A buffer that copies what there is of a line with each chunk takes seconds for a long one. */
export class Lines {
  #begun: Buffer[] = [];
  #bytes = 0;

  /** @throws Error where a line is longer than a message may be */
  *of(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      const line = Buffer.concat([...this.#begun, chunk.subarray(start, end)]);
      this.#begun = [];
      this.#bytes = 0;
      start = end + 1;
      requireSize(line.length); // however the stream was cut into chunks
      yield line;
    }
    const rest = chunk.subarray(start);
    this.#bytes += rest.length;
    requireSize(this.#bytes);
    this.#begun.push(rest);
  }

  /** What stands behind the last line break of a stream that has ended. */
  rest(): Buffer {
    return Buffer.concat(this.#begun);
  }
}

function requireSize(bytes: number): void {
  if (bytes > MOST_BYTES) throw new Error(`A message has more than ${MOST_BYTES} bytes`);
}
