import { withBody } from './bounded-fetch.js';

const UTF_8 = new TextDecoder();

/**
 * A response whose body was read. Most bodies are used once, as JSON or to be sent, and the body
 * stream of a `Response` would take a tenth of a call.
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

  /** Response with a body stream. If the body was read here, it counts as read there, too. */
  get whole(): Response {
    if (this.#whole) return this.#whole;
    this.#whole = withBody(this, this.content);
    if (this.#isParsed) void this.#whole.text();
    return this.#whole;
  }
}

/** A response whose body is still arriving; read either the chunks or the body. */
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

/** Members that read a body; `bytes` exists since Node.js 22. */
const BODY_MEMBERS = [
  'arrayBuffer',
  'blob',
  'body',
  'bodyUsed',
  'bytes',
  'clone',
  'formData',
  'text',
];

function delegateToWhole(
  prototype: { readonly whole: Response },
  members: readonly string[],
): void {
  for (const member of members)
    Object.defineProperty(prototype, member, {
      get(this: { readonly whole: Response }) {
        const { whole } = this;
        const value: unknown = Reflect.get(whole, member);
        return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
      },
    });
}

delegateToWhole(ReadResponse.prototype, BODY_MEMBERS);
delegateToWhole(StreamedResponse.prototype, [...BODY_MEMBERS, 'json']);
