import { pipeline, Readable, type Transform } from 'node:stream';
import { nodeModule } from '../node/node-module.js';

/** What requests accept. zstd is decoded, too, where Node.js can. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

const zlib = () => nodeModule('node:zlib', 'Compressed responses need Node.js.');

interface Decoder {
  decoder: Transform;
  /** Whether 32 bits follow the data (RFC 1952 section 2.3, RFC 1950 section 2.2). */
  hasChecksum: boolean;
}

/** Some error pages state gzip, and are not compressed. */
const gzip = (first: number): Decoder | undefined =>
  first === 0x1f
    ? {
        decoder: zlib().createGunzip({ flush: zlib().constants.Z_SYNC_FLUSH }),
        hasChecksum: true,
      }
    : undefined;

/** By the name of a coding, a decoder for a stream with this first byte; undefined where this Node.js has none. */
const DECODERS: Readonly<Record<string, (first: number) => Decoder | undefined>> = {
  gzip,
  'x-gzip': gzip,
  deflate(first) {
    const { constants, createInflate, createInflateRaw } = zlib();
    const hasChecksum = (first & 0x0f) === 8; // servers send it with the header of zlib, or without
    const create = hasChecksum ? createInflate : createInflateRaw;
    return { decoder: create({ flush: constants.Z_SYNC_FLUSH }), hasChecksum };
  },
  br() {
    const { constants, createBrotliDecompress } = zlib();
    const decoder = createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH });
    return { decoder, hasChecksum: false };
  },
  zstd() {
    const { createZstdDecompress } = zlib() as { createZstdDecompress?: () => Transform };
    return createZstdDecompress && { decoder: createZstdDecompress(), hasChecksum: false };
  },
};

/**
 * The content of a body, without its codings (RFC 9110 section 8.4): the last one was applied last. One that is unknown is
 * passed on, with those before it. What a compressed stream has so far is passed on as it comes.
 * @returns what throws where a stream is cut off; a checksum that is missing at the end is none of it
 */
export function contentOf(
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string | null,
): AsyncIterable<Uint8Array> {
  let content = body;
  for (const name of (contentEncoding ?? '').toLowerCase().split(',').toReversed()) {
    const coding = name.trim();
    if (coding === '' || coding === 'identity') continue;
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) break;
    content = inflated(content, decoder);
  }
  return content;
}

const CHECKSUM = new Uint8Array(4);
const WRONG_CHECKSUM = /^incorrect (?:data|length) check$/;

async function* inflated(
  body: AsyncIterable<Uint8Array>,
  decoderFor: (first: number) => Decoder | undefined,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let start = await chunks.next();
  while (!start.done && start.value.length === 0) start = await chunks.next();
  if (start.done) return; // such as the response to HEAD
  const first = start.value;
  const found = decoderFor(first[0] ?? 0);
  let size = 0;
  const source = async function* () {
    size += first.length;
    yield first;
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
      size += chunk.length;
      yield chunk;
    }
    // It is ignored after a whole stream, and wrong after one without a checksum: one that is cut off needs more than that.
    if (found?.hasChecksum) yield CHECKSUM;
  };
  if (!found) return yield* source();
  const decoder = found.decoder as Transform & { bytesWritten: number };
  pipeline(Readable.from(source()), decoder, () => {}); // its reader gets the error
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } catch (error) {
    const isWrong = error instanceof Error && WRONG_CHECKSUM.test(error.message);
    if (!isWrong || decoder.bytesWritten !== size) throw error;
  }
}
