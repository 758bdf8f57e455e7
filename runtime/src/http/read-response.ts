import { withBody } from './bounded-fetch.js';

/**
 * A response whose body is known. Most bodies are parsed as JSON or sent, once: the stream that a `Response` makes of its body
 * would take a tenth of a call.
 */
export class ReadResponse extends Response {
  #streamed: Response | undefined;
  #isParsed = false;

  constructor(
    readonly content: Buffer<ArrayBuffer>,
    init: ResponseInit,
  ) {
    super(null, init);
  }

  override readonly json = async (): Promise<unknown> => {
    if (this.#isParsed || this.#streamed) return this.whole.json();
    this.#isParsed = true;
    return JSON.parse(UTF_8.decode(this.content)) as unknown;
  };

  /** With a stream. A body can be read once, also where that was done here. */
  get whole(): Response {
    if (this.#streamed) return this.#streamed;
    this.#streamed = withBody(this, this.content);
    if (this.#isParsed) void this.#streamed.text();
    return this.#streamed;
  }
}

const UTF_8 = new TextDecoder();

/** Other ways to read it; `bytes` came with Node.js 22. */
const OTHERS = ['arrayBuffer', 'blob', 'body', 'bodyUsed', 'bytes', 'clone', 'formData', 'text'];
for (const member of OTHERS)
  Object.defineProperty(ReadResponse.prototype, member, {
    get(this: ReadResponse) {
      const { whole } = this;
      const value: unknown = Reflect.get(whole, member);
      return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
    },
  });
