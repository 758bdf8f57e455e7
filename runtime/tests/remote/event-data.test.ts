import { describe, expect, it } from 'vitest';
import { eventData } from '../../src/remote/event-data.js';

const cases: [what: string, text: string, data: string[]][] = [
  ['an event', 'data: {"a":1}\n\n', ['{"a":1}']],
  ['a type', 'event: message\ndata: a\n\n', ['a']],
  ['another type', 'event: ping\ndata: a\n\ndata: b\n\n', ['b']],
  ['several lines', 'data: a\ndata: b\n\n', ['a\nb']],
  ['no space, and two', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
  ['all line ends', 'data: a\r\n\r\ndata: b\r\rdata: c\n\n', ['a', 'b', 'c']],
  ['other line separators in a line', 'data: a\u2028b\u0085\n\n', ['a\u2028b\u0085']],
  ['comments and other fields', ': x\nid: 1\nretry: 5\ndata: a\n\n: y\n\n', ['a']],
  ['a field without a value', 'data\n\n', ['']],
  ['an event that does not end', 'data: a\n\ndata: b\n', ['a']],
  ['a byte order mark', '\ufeffdata: ä😀\n\n', ['ä😀']],
];

async function* inChunks(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each([1, 2, 3, 1_000])('in chunks of %d bytes', (size) => {
  it.each(cases)('reads %s', async (_what, text, data) => {
    const read: string[] = [];
    for await (const each of eventData(inChunks(text, size))) read.push(each);
    expect(read).toEqual(data);
  });
});
