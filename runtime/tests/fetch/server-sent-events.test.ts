import { describe, expect, it } from 'vitest';
import { serverSentEvents } from '../../src/fetch/server-sent-events.js';

async function all(body: AsyncIterable<Uint8Array>, maxCharacters?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { type, data } of serverSentEvents(body, maxCharacters))
    found.push(type === '' ? data : `${type}: ${data}`);
  return found;
}

async function* inChunks(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* repeated(text: string, count = Infinity) {
  yield Buffer.from('data: ');
  for (let at = 0; at < count; at++) yield Buffer.from(text);
  yield Buffer.from('\n\n');
}

describe.each([1, 2, 3, 1_000])('in chunks of %d bytes', (size) => {
  it.each<[what: string, text: string, found: string[]]>([
    ['an event', 'data: {"a":1}\n\n', ['{"a":1}']],
    [
      'types',
      'event: message\ndata: a\n\nevent: ping\ndata: b\n\ndata: c\n\n',
      ['message: a', 'ping: b', 'c'],
    ],
    ['several lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['no space, and two', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
    ['all line ends', 'data: a\r\n\r\ndata: b\r\rdata: c\n\n', ['a', 'b', 'c']],
    ['other line separators in a line', 'data: a\u2028b\u0085\n\n', ['a\u2028b\u0085']],
    ['comments and other fields', ': x\nid: 1\nretry: 5\ndata: a\n\n: y\n\n', ['a']],
    ['a field without a value', 'data\n\n', ['']],
    ['an event that does not end', 'data: a\n\ndata: b\n', ['a']],
    ['a byte order mark', '\ufeffdata: ä😀\n\n', ['ä😀']],
  ])('reads events: %s', async (_what, text, found) => {
    expect(await all(inChunks(text, size))).toEqual(found);
  });
});

it.each(['x'.repeat(1_000_000), 'data:\n'.repeat(1_000)])(
  'refuses an event without end',
  async (piece) => {
    await expect(all(repeated(piece), 4_000_000)).rejects.toThrow('too large');
  },
);

it('reads a long line in many pieces in linear time', async () => {
  const start = process.cpuUsage();
  const [data] = await all(repeated('ten signs.', 300_000), 4_000_000);
  expect(data).toHaveLength(3_000_000);
  expect(process.cpuUsage(start).user).toBeLessThan(10_000_000);
});
