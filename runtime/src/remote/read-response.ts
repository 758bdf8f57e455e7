import { withBody } from '../http/bounded-fetch.js';
import type { Received } from './http-fetch.js';

/**
 * A response whose body has been read. Most are parsed as JSON, once: the stream that a `Response` makes of a body would take
 * a tenth of a forwarded call.
 */
export class ReadResponse extends Response {
  readonly #bytes: Buffer<ArrayBuffer>;
  #streamed: Response | undefined;
  #isParsed = false;

  constructor({ status, statusText, headers }: Received, bytes: Buffer<ArrayBuffer>) {
    super(null, { status, statusText, headers });
    this.#bytes = bytes;
  }

  override readonly json = async (): Promise<unknown> => {
    if (this.#isParsed || this.#streamed) return this.whole.json();
    this.#isParsed = true;
    return JSON.parse(UTF_8.decode(this.#bytes)) as unknown;
  };

  /** With a stream. A body can be read once, also where that was done here. */
  get whole(): Response {
    if (this.#streamed) return this.#streamed;
    this.#streamed = withBody(this, this.#bytes);
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
