import { withBody } from './bounded-fetch.js';

/**
 * A response whose body is known. Most bodies are parsed as JSON or sent, once: the stream that a `Response` makes of its body
 * would take a tenth of a call.
 */
export class ReadResponse extends Response {
  #whole: Response | undefined;
  #isParsed = false;

  constructor(
    readonly content: Buffer<ArrayBuffer>,
    init: ResponseInit,
  ) {
    super(null, init);
  }

  override readonly json = async (): Promise<unknown> => {
    if (this.#isParsed || this.#whole) return this.whole.json();
    this.#isParsed = true;
    return JSON.parse(UTF_8.decode(this.content)) as unknown;
  };

  /** With a stream. A body can be read once, also where that was done here. */
  get whole(): Response {
    if (this.#whole) return this.#whole;
    this.#whole = withBody(this, this.content);
    if (this.#isParsed) void this.#whole.text();
    return this.#whole;
  }
}

/** A response whose body still comes: read the chunks or the body. */
export class StreamedResponse extends Response {
  #whole: Response | undefined;

  constructor(
    readonly chunks: AsyncIterable<Uint8Array>,
    init: ResponseInit,
  ) {
    super(null, init);
  }

  get whole(): Response {
    return (this.#whole ??= withBody(this, ReadableStream.from(this.chunks)));
  }
}

const UTF_8 = new TextDecoder();

/** Ways to read a body; `bytes` came with Node.js 22. */
const WAYS = ['arrayBuffer', 'blob', 'body', 'bodyUsed', 'bytes', 'clone', 'formData', 'text'];

function readWhole(prototype: { readonly whole: Response }, members: readonly string[]): void {
  for (const member of members)
    Object.defineProperty(prototype, member, {
      get(this: { readonly whole: Response }) {
        const { whole } = this;
        const value: unknown = Reflect.get(whole, member);
        return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
      },
    });
}

readWhole(ReadResponse.prototype, WAYS);
readWhole(StreamedResponse.prototype, [...WAYS, 'json']);
