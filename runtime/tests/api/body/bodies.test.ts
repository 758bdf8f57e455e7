import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  binary,
  changes,
  file,
  form,
  jsonLines,
  multipart,
  related,
  text,
} from '../../../src/api/body.js';
import { outgoingRequest } from '../../../src/api/request.js';
import { send } from '../../../src/api/send.js';
import { API_LIMITS } from '../../../src/fetch/limits.js';
import { listen } from '../../listen.js';

/** The bytes that a server receives. */
async function received(body: unknown): Promise<{ type: string | undefined; bytes: Buffer }> {
  const chunks: Buffer[] = [];
  let type: string | undefined;
  const baseUrl = await listen((request, response) => {
    type = request.headers['content-type'];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.end('{}'));
  });
  const { signal } = new AbortController();
  await send(
    { method: 'POST', path: '/', body },
    {
      baseUrl,
      sign: () => {},
      limits: API_LIMITS,
      attempts: 1,
      signal,
    },
  );
  return { type, bytes: Buffer.concat(chunks) };
}

/** Read by Node's own parser, the independent implementation. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- that is about large bodies in servers
const parsed = (body: Blob) => new Response(body).formData();

const card = {
  amount: 100,
  metadata: { 'order id': 'ä&b' },
  items: [{ price: 'p 1' }, { price: 'p2' }],
};

it.each([{}, { note: undefined }, { issue: { title: undefined } }])(
  'an update has a value: %j',
  (body) => {
    expect(() => changes(body)).toThrow(
      'Nothing would change. State at least one value to change.',
    );
    expect(changes({ ...body, title: null })).toEqual({ ...body, title: null });
    expect(changes({ issue: { labels: {} } })).toEqual({ issue: { labels: {} } });
  },
);

it.each([form, multipart, related])('sends no body without fields: %#', async (body) => {
  const { type, bytes } = await received(body(undefined as object | undefined));
  expect([type, bytes.length]).toEqual([undefined, 0]);
});

it.each([
  {
    lists: 'indices',
    sent: 'amount=100&metadata[order id]=ä&b&items[0][price]=p 1&items[1][price]=p2',
  },
  {
    lists: 'brackets',
    sent: 'amount=100&metadata[order id]=ä&b&items[][price]=p 1&items[][price]=p2',
  },
  { lists: 'repeat', sent: 'amount=100&metadata[order id]=ä&b&items[price]=p 1&items[price]=p2' },
] as const)('sends a form with $lists', async ({ lists, sent }) => {
  const { type, bytes } = await received(form({ ...card, note: undefined, none: null }, { lists }));
  expect(type).toMatch(/^application\/x-www-form-urlencoded/);
  const fields = [...new URLSearchParams(String(bytes))];
  expect(fields.map(([name, value]) => `${name}=${value}`).join('&')).toBe(sent);
});

it('writes forms as URLSearchParams reads them', () => {
  const fields = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fields, (values) => {
      expect([...new URLSearchParams(String(form(values)))]).toEqual(Object.entries(values));
    }),
  );
});

it('sends files, text and JSON in one multipart body', async () => {
  const png = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0xff]);
  const { type, bytes } = await received(
    multipart({
      title: 'Ä "b"',
      tags: ['a', 'b'],
      meta: { a: 1 },
      skipped: undefined,
      image: file(png.toString('base64'), { name: 'a"\r\nx: 1.png', type: 'image/png' }),
    }),
  );
  const read = await parsed(new Blob([bytes], { type: type ?? '' }));
  expect([...read.keys()]).toEqual(['title', 'tags', 'tags', 'meta', 'image']);
  expect(read.get('title')).toBe('Ä "b"');
  expect(read.getAll('tags')).toEqual(['a', 'b']);
  expect(read.get('meta')).toBe('{"a":1}');
  const image = read.get('image');
  if (typeof image !== 'object' || image === null) throw new Error('The image is no file');
  expect(image.type).toBe('image/png');
  expect(Buffer.from(await image.arrayBuffer())).toEqual(png);
  expect(String(bytes)).toContain('filename="a%22%0D%0Ax: 1.png"');
  expect(String(bytes)).toContain('name="meta"\r\nContent-Type: application/json\r\n');
});

it('every field of a multipart body comes back from another parser', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .filter((one) => !/\p{Surrogate}/u.test(one));
  const name = text.filter((one) => !/^$|^__proto__$|[\r\n"%]/.test(one));
  const content = fc.uint8Array({ maxLength: 60 });
  const field = fc.oneof(text, fc.record({ name, content }));
  const fields = fc.dictionary(name, field, { minKeys: 1, noNullPrototype: true });
  const holds = async (given: Record<string, string | { name: string; content: Uint8Array }>) => {
    const parts = Object.entries(given).map(([key, one]) => [
      key,
      typeof one === 'string' ? one : file(Buffer.from(one.content).toString('base64'), one),
    ]);
    const read = await parsed(multipart(Object.fromEntries(parts) as object));
    const parsedFields: typeof given = {};
    for (const [key, one] of read)
      parsedFields[key] =
        typeof one === 'string'
          ? one
          : { name: one.name, content: new Uint8Array(await one.arrayBuffer()) };
    expect(parsedFields).toEqual(given);
  };
  await fc.assert(fc.asyncProperty(fields, holds));
});

it('chooses a boundary that is in no part', async () => {
  const first = multipart({ a: 'x' });
  const boundary = first.type.replace('multipart/form-data; boundary=', '');
  const body = multipart({ a: `\r\n--${boundary}--\r\n` });
  expect(body.type).not.toBe(first.type);
  expect(multipart({ a: 'y' }).type).toBe(first.type);
  const read = await parsed(body);
  expect(read.get('a')).toBe(`\r\n--${boundary}--\r\n`);
});

it.each([
  { body: text('# Ä', 'text/markdown'), type: 'text/markdown', bytes: Buffer.from('# Ä') },
  { body: text('Ä'), type: 'text/plain;charset=utf-8', bytes: Buffer.from('Ä') },
  { body: binary('/+8=', 'image/png'), type: 'image/png', bytes: Buffer.from([0xff, 0xef]) },
  {
    body: binary('data:image/png;base64,_-8'),
    type: 'application/octet-stream',
    bytes: Buffer.from([0xff, 0xef]),
  },
  {
    body: jsonLines([{ a: 'Ä\nb' }, null]),
    type: 'application/x-ndjson',
    bytes: Buffer.from('{"a":"Ä\\nb"}\nnull\n'),
  },
  {
    body: related({ metadata: { a: 'Ä' }, skipped: undefined, media: file('YQ==') }),
    type: 'multipart/related; boundary=----part-00000000; type="application/json"',
    bytes: Buffer.from(
      [
        '------part-00000000\r\nContent-Type: application/json\r\n\r\n{"a":"Ä"}\r\n',
        '------part-00000000\r\nContent-Type: application/octet-stream\r\n\r\na\r\n',
        '------part-00000000--\r\n',
      ].join(''),
    ),
  },
])('sends $type', async ({ body, type, bytes }) => {
  expect(await received(body)).toEqual({ type, bytes });
});

it.each([
  ['image/*', 'ffd8ffe0', 'image/jpeg'],
  ['image/png, image/jpeg', 'ffd8ffe0', 'image/jpeg'],
  ['image/png, image/jpeg', '00', 'image/png'],
  ['image/*', Buffer.from('<?xml version="1.0"?>\n<svg/>').toString('hex'), 'image/svg+xml'],
  ['image/*', '255044462d', 'application/octet-stream'],
  ['text/csv;charset="a,b"', '00', 'text/csv;charset="a,b"'],
])('of the types %s, a file %s has %s', async (accepted, hex, type) => {
  const content = Buffer.from(hex, 'hex').toString('base64');
  expect((await received(binary(content, accepted))).type).toBe(type);
  expect(file(content, { type: accepted }).type).toBe(type);
});

it.each(['not base64!', 'abcde', '=abc'])('refuses %j as a file', (content) => {
  expect(() => file(content)).toThrow('not base64');
});

it.each(['text', 'a/b\r\nx: 1', 'text/ä'])('refuses the content type %j', (type) => {
  expect(() => binary('', type)).toThrow('is not a content type');
});

it('refuses halves of surrogate pairs', () => {
  for (const body of [form, multipart]) {
    expect(() => body({ a: '\ud800' })).toThrow('not well-formed');
  }
});

it('lets a header of the request replace the content type', async () => {
  const { headers } = await outgoingRequest('https://api.example.com', {
    method: 'POST',
    path: '/',
    body: { a: 1 },
    headers: { 'Content-Type': 'application/merge-patch+json' },
  });
  expect(headers.get('content-type')).toBe('application/merge-patch+json');
});
