import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { eras } from '../../src/testing/callers/clients.js';
import { defineProvider as defineForV1 } from '../../src/v1.js';
import { call, resultOf, serve } from './serving.js';

const SDK_LINES = [
  { line: 'v2', define: defineProvider },
  { line: 'v1', define: defineForV1 as unknown as typeof defineProvider },
];

describe.each(SDK_LINES.flatMap((line) => eras.map((era) => ({ ...line, ...era }))))(
  'SDK $line, $era protocol',
  ({ define, mode }) => {
    it('serves files as tools and as resources', async () => {
      const { client } = await serve({}, define);
      const ann = await client('ann', mode);
      const name = 'notes/a%41 #ü+b.txt';
      const written = await resultOf(ann, 'write_file', { name, content: 'Hello' });
      expect(written).toEqual({ name, size: 5 });
      expect(await resultOf(ann, 'list_files', { folder: 'notes' })).toEqual({
        entries: [{ name, type: 'file', size: 5 }],
      });
      expect(await resultOf(ann, 'read_file', { name })).toEqual({
        name,
        type: 'text/plain',
        size: 5,
        text: 'Hello',
        version: expect.any(String) as string,
      });
      const { resources } = await ann.listResources();
      expect(resources).toMatchObject([
        { name, uri: 'documents://files/notes/a%2541%20%23%C3%BC%2Bb.txt', size: 5 },
      ]);
      const { contents } = await ann.readResource({ uri: resources[0]?.uri ?? '' });
      expect(contents).toMatchObject([{ mimeType: 'text/plain', text: 'Hello' }]);
      const { resourceTemplates } = await ann.listResourceTemplates();
      expect(resourceTemplates).toMatchObject([{ uriTemplate: 'documents://files/{+name}' }]);
    });

    it('completes names, folder by folder', async () => {
      const { client } = await serve({}, define);
      const ann = await client('ann', mode);
      for (const name of ['notes/a.txt', 'notes/b.txt', 'other.txt'])
        await call(ann, 'write_file', { name, content: 'x' });
      const completed = async (value: string) => {
        const ref = { type: 'ref/resource' as const, uri: 'documents://files/{+name}' };
        const { completion } = await ann.complete({ ref, argument: { name: 'name', value } });
        return completion.values;
      };
      expect(await completed('')).toEqual(['notes/', 'other.txt']);
      expect(await completed('notes/')).toEqual(['notes/a.txt', 'notes/b.txt']);
      expect(await completed('notes/b')).toEqual(['notes/b.txt']);
      for (const nothing of ['no', 'x/', '../', '/etc/', 'notes/../'])
        expect(await completed(nothing)).toEqual(nothing === 'no' ? ['notes/'] : []);
    });
  },
);

it.each([
  '../../secret.txt',
  '%2e%2e/secret.txt',
  '..%2fsecret.txt',
  '%2e%2e%2f%2e%2e%2fsecret.txt',
  '/etc/passwd',
  '%252e%252e',
  '',
])('has no resource %j', async (path) => {
  const { client } = await serve();
  const ann = await client('ann');
  await expect(ann.readResource({ uri: `documents://files/${path}` })).rejects.toThrow(
    /not found/i,
  );
});

it('keeps users apart', async () => {
  const { client } = await serve();
  const [ann, ben] = [await client('ann'), await client('ben')];
  await call(ann, 'write_file', { name: 'own.txt', content: 'of ann' });
  expect(await resultOf(ben, 'list_files')).toEqual({ entries: [] });
  expect(await resultOf(ben, 'search_files', { text: 'ann' })).toEqual({
    matches: [],
    complete: true,
  });
  expect((await ben.listResources()).resources).toEqual([]);
  expect(await call(ben, 'read_file', { name: 'own.txt' })).toMatchObject({ isError: true });
  await expect(ben.readResource({ uri: 'documents://files/own.txt' })).rejects.toThrow(
    /not found/i,
  );
});

it('has no tool that changes files where they are read-only', async () => {
  const { client, root } = await serve({ shared: true, readOnly: true });
  await writeFile(`${root}/a.txt`, 'x');
  const ann = await client('ann');
  const { tools } = await ann.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['list_files', 'read_file', 'search_files']);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  expect(await resultOf(ann, 'read_file', { name: 'a.txt' })).toMatchObject({ text: 'x' });
});

it('reads a long text in parts that end with a whole character', async () => {
  const ann = await (await serve()).client('ann');
  const text = 'aé😀'.repeat(40_000);
  await call(ann, 'write_file', { name: 'long.txt', content: text });
  let [start, read, parts]: [number | undefined, string, number] = [0, '', 0];
  while (start !== undefined) {
    const part = (await resultOf(ann, 'read_file', { name: 'long.txt', start })) as {
      text: string;
      next?: number;
    };
    read += part.text;
    start = part.next;
    parts++;
  }
  expect(parts).toBe(3);
  expect(read).toBe(text);
  const inside = await resultOf(ann, 'read_file', { name: 'long.txt', start: 2, length: 16 });
  expect(inside).toMatchObject({ type: 'text/plain', text: '😀aé😀aé' });
});

/** Contents whose parts end within characters, and within what looks like one. */
const CONTENTS: Readonly<Record<string, Buffer>> = {
  'valid text': Buffer.from('aé€😀'.repeat(30)),
  'Latin-1': Buffer.from('aé©ÿ\u0080b'.repeat(30), 'latin1'),
  'text, then Latin-1': Buffer.from(
    `${'é'.repeat(40)}\u00e2\u0082\u00f0\u0090\u0080`.repeat(3),
    'latin1',
  ),
  'a NUL in text': Buffer.from(`${'€'.repeat(20)}\0${'€'.repeat(20)}`),
  'all bytes': Buffer.from(Array.from({ length: 700 }, (_, n) => (n * 37) % 256)),
  continued: Buffer.alloc(100, 0x82),
  begun: Buffer.alloc(100, 0xf0),
};

it.each(Object.entries(CONTENTS))(
  'the parts of a file are all its bytes, whatever their length: %s',
  async (_, bytes) => {
    const ann = await (await serve()).client('ann');
    const args = { name: 'f', content: bytes.toString('base64'), encoding: 'base64' };
    await call(ann, 'write_file', args);
    for (const length of [16, 17, 18, 19, 23, 64]) {
      const parts: Buffer[] = [];
      for (let start: number | undefined = 0; start !== undefined;) {
        const part = await call(ann, 'read_file', { name: 'f', start, length });
        const { text, next } = part.structuredContent as { text?: string; next?: number };
        const [block] = part.content as unknown as [{ resource?: { blob: string } }];
        parts.push(
          text === undefined
            ? Buffer.from(block.resource?.blob ?? '', 'base64')
            : Buffer.from(text),
        );
        start = next;
      }
      expect(Buffer.concat(parts).equals(bytes), `parts of ${length}`).toBe(true);
    }
  },
);

it('returns images as images, and other bytes as a resource', async () => {
  const ann = await (await serve()).client('ann');
  const image = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(150_000)]);
  const put = (name: string, bytes: Buffer) =>
    call(ann, 'write_file', { name, content: bytes.toString('base64'), encoding: 'base64' });
  await put('a.png', image);
  await put('b.bin', Buffer.from([0, 255]));
  const { content, structuredContent } = await call(ann, 'read_file', { name: 'a.png' });
  expect(structuredContent).toMatchObject({ name: 'a.png', type: 'image/png', size: 150_008 });
  expect(content).toEqual([
    { type: 'image', mimeType: 'image/png', data: image.toString('base64') },
  ]);
  expect((await call(ann, 'read_file', { name: 'b.bin' })).content).toEqual([
    {
      type: 'resource',
      resource: {
        uri: 'documents://files/b.bin',
        mimeType: 'application/octet-stream',
        blob: 'AP8=',
      },
    },
  ]);
});

it('writes an empty file, and refuses a content that is not base64 or text', async () => {
  const ann = await (await serve()).client('ann');
  const write = (args: object) => call(ann, 'write_file', { name: 'd', ...args });
  expect(await write({ content: '', encoding: 'base64' })).not.toHaveProperty('isError', true);
  expect(await write({ content: '*not base64*', encoding: 'base64' })).toMatchObject({
    isError: true,
  });
  expect(await write({ content: 'a\ud800' })).toMatchObject({
    isError: true,
    content: [{ text: 'Invalid arguments: content: it contains half of a surrogate pair.' }],
  });
});
