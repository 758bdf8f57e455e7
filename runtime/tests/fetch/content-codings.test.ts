import * as zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { readBytes } from '../../src/fetch/bounded-fetch.js';
import { decodeContent } from '../../src/fetch/content-codings.js';

const TEXT = Array.from({ length: 500 }, (_, at) => `line ${at} ${(at * 7919) % 1009}`).join('\n');
const { brotliCompressSync: br, deflateRawSync, deflateSync, gzipSync } = zlib;
const gzip = gzipSync(TEXT);

/** @param size of the chunks in which it comes */
async function read(body: Uint8Array, coding: string | null, size = 700): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
  }
  return String(await readBytes(decodeContent(chunks(), coding), Infinity));
}

it.each<[string | null, Uint8Array]>([
  [null, Buffer.from(TEXT)],
  ['identity', Buffer.from(TEXT)],
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['GZIP', gzip],
  ['gzip', Buffer.concat([gzipSync(TEXT.slice(0, 99)), gzipSync(TEXT.slice(99))])],
  ['gzip', Buffer.concat([gzip, Buffer.alloc(20)])],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', br(TEXT)],
  ['gzip, br', br(gzip)],
  ['deflate,,identity, gzip', gzipSync(deflateSync(TEXT))],
  ['aws-chunked,gzip', gzip],
  ['sdch', Buffer.from(TEXT)],
  ['gzip', Buffer.from(TEXT)],
  ['gzip, toString', Buffer.from(TEXT)],
])('reads a body with the codings %j', async (coding, body) => {
  for (const size of [1, 700, 100_000]) expect(await read(body, coding, size)).toBe(TEXT);
});

it.each(['gzip', 'deflate', 'br'])('an empty body with the coding %s is empty', async (coding) => {
  expect(await read(new Uint8Array(), coding)).toBe('');
});

it.each<[string, Uint8Array, number]>([
  ['gzip', gzip, 8],
  ['deflate', deflateSync(TEXT), 4],
  ['deflate', deflateRawSync(TEXT), 0],
  ['br', br(TEXT), 0],
  ['gzip', gzipSync('a'), 8],
])(
  'tells a stream of %s that is cut off from one without a checksum',
  async (coding, body, sum) => {
    const end = body.length - sum;
    for (let length = end; length < body.length; length++)
      expect((await read(body.subarray(0, length), coding)).length).toBeGreaterThan(0);
    const cuts = [1, 2, end >> 1, end - 2, end - 1].filter((cut) => cut > 0 && cut < end);
    for (const cut of cuts)
      await expect(read(body.subarray(0, cut), coding), String(cut)).rejects.toThrow();
  },
);

it('refuses a wrong checksum', async () => {
  const wrong = Buffer.from(gzip);
  wrong[wrong.length - 6] = (wrong.at(-6) ?? 0) ^ 1;
  await expect(read(wrong, 'gzip')).rejects.toThrow('incorrect data check');
});

it.runIf('zstdCompressSync' in zlib)('reads zstd, also one that is cut off', async () => {
  const { zstdCompressSync } = zlib as unknown as { zstdCompressSync(text: string): Buffer };
  const body = zstdCompressSync(TEXT);
  expect(await read(body, 'zstd')).toBe(TEXT);
  await expect(read(body.subarray(0, body.length >> 1), 'zstd')).rejects.toThrow();
});
