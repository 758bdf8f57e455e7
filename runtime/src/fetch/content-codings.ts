import { pipeline, Readable, type Transform } from 'node:stream';
import { nodeModule } from '../node/node-module.js';

/** Accept-Encoding of requests. zstd is also decoded if Node.js supports it. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

const zlib = () => nodeModule('node:zlib', 'Compressed responses need Node.js.');

interface Decoder {
  decoder: Transform;
  /** Whether the data ends with a checksum of 32 bits (RFC 1952 section 2.3, RFC 1950 section 2.2). */
  hasChecksum: boolean;
}

/** Creates a gzip decoder; undefined for uncompressed data, because some error pages state gzip. */
const gzip = (first: number): Decoder | undefined =>
  first === 0x1f
    ? {
        decoder: zlib().createGunzip({ flush: zlib().constants.Z_SYNC_FLUSH }),
        hasChecksum: true,
      }
    : undefined;

/** Decoders by coding, for a stream with this first byte; undefined if this Node.js has none. */
const DECODERS: Readonly<Record<string, (first: number) => Decoder | undefined>> = {
  gzip,
  'x-gzip': gzip,
  deflate(first) {
    const { constants, createInflate, createInflateRaw } = zlib();
    const hasChecksum = (first & 0x0f) === 8; // some servers send deflate without the zlib header
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
 * Removes the codings of a body (RFC 9110 section 8.4), last one first. An unknown one stays, with
 * those before it. Decoded data is passed on as it arrives.
 * @returns a stream that throws if the body is truncated; only a missing checksum at the end is
 * accepted
 */
export function decodeContent(
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string | null,
): AsyncIterable<Uint8Array> {
  let content = body;
  for (const name of (contentEncoding ?? '').toLowerCase().split(',').toReversed()) {
    const coding = name.trim();
    if (coding === '' || coding === 'identity') continue;
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) break;
    content = decodeStream(content, decoder);
  }
  return content;
}

const DUMMY_CHECKSUM = new Uint8Array(4);
const CHECKSUM_ERROR = /^incorrect (?:data|length) check$/;

async function* decodeStream(
  body: AsyncIterable<Uint8Array>,
  decoderFor: (first: number) => Decoder | undefined,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let start = await chunks.next();
  while (!start.done && start.value.length === 0) start = await chunks.next();
  if (start.done) return; // such as the response to HEAD
  const firstChunk = start.value;
  const coding = decoderFor(firstChunk[0] ?? 0);
  let size = 0;
  const allChunks = async function* () {
    size += firstChunk.length;
    yield firstChunk;
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
      size += chunk.length;
      yield chunk;
    }
    // A complete stream ignores these bytes, and one that lacks only its checksum reports them as
    // wrong. A truncated stream needs more data than that.
    if (coding?.hasChecksum) yield DUMMY_CHECKSUM;
  };
  if (!coding) return yield* allChunks();
  const decoder = coding.decoder as Transform & { bytesWritten: number };
  pipeline(Readable.from(allChunks()), decoder, () => {}); // the reader gets the error
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } catch (error) {
    const isChecksumError = error instanceof Error && CHECKSUM_ERROR.test(error.message);
    if (!isChecksumError || decoder.bytesWritten !== size) throw error;
  }
}
