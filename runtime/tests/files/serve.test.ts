import { mkdir, writeFile } from 'node:fs/promises';
import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FilesOptions } from '../../src/files.js';
import { fileRoot, serveFiles } from '../../src/files.js';
import { defineProvider } from '../../src/index.js';
import type { TokenVerifier } from '../../src/provider/principal.js';
import { localPrincipal } from '../../src/provider/principal.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import type { Mode } from '../../src/testing/eras.js';
import { eras } from '../../src/testing/eras.js';
import { connect } from '../../src/testing/server.js';
import { defineProvider as defineForV1 } from '../../src/v1.js';
import { documentsProject, storage } from './project.js';

/** A token is the name of its user. */
const verifier: TokenVerifier = {
  metadata: {
    issuer: 'https://issuer.example',
    authorization_endpoint: 'https://issuer.example/authorize',
    token_endpoint: 'https://issuer.example/token',
    response_types_supported: ['code'],
    jwks_uri: 'https://issuer.example/jwks',
  },
  verify: async (token) => ({
    principal: { userId: `https://issuer.example|${token}` },
    clientId: 'test',
    scopes: [],
    expiresAt: Math.ceil(Date.now() / 1000) + 600,
  }),
};

/** @returns opens a client of a user */
async function serve(options: FilesOptions = {}, define: typeof defineProvider = defineProvider) {
  const { root } = storage();
  await mkdir(root);
  documentsProject(root);
  const provider = define({ name: 'documents', version: '1.0.0' });
  serveFiles(fileRoot('documents', options), provider);
  const server = await serveHttp(
    new Map([['documents', provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      routes: [],
      verifier,
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(() => server.close());
  return {
    root,
    async client(user: string, mode: Mode = 'auto'): Promise<Client> {
      const client = await connect(`${server.url}/documents/mcp`, mode, user);
      onTestFinished(() => client.close());
      return client;
    },
  };
}

const call = (client: Client, name: string, args: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: args });
const resultOf = async (client: Client, name: string, args: Record<string, unknown> = {}) => {
  const { structuredContent, content } = await call(client, name, args);
  return structuredContent ?? content;
};

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
  await expect(ann.readResource({ uri: `documents://files/${path}` })).rejects.toThrow();
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
  await expect(ben.readResource({ uri: 'documents://files/own.txt' })).rejects.toThrow();
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

it('marks tools that change or remove files', async () => {
  const ann = await (await serve()).client('ann');
  const { tools } = await ann.listTools();
  const destructive = tools.filter(({ annotations }) => annotations?.destructiveHint);
  expect(destructive.map(({ name }) => name)).toEqual(['write_file', 'move_file', 'delete_file']);
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

it('returns images as images, and other bytes as a resource', async () => {
  const ann = await (await serve()).client('ann');
  const image = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(150_000)]);
  const put = (name: string, bytes: Buffer) =>
    call(ann, 'write_file', { name, content: bytes.toString('base64'), encoding: 'base64' });
  await put('a.png', image);
  await put('b.bin', Buffer.from([0, 255]));
  const { content, structuredContent } = await call(ann, 'read_file', { name: 'a.png' });
  expect(structuredContent).toEqual({ name: 'a.png', type: 'image/png', size: 150_008 });
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
  const refused = await put('c', Buffer.from(''));
  expect(refused.isError).toBeFalsy();
  expect(
    await call(ann, 'write_file', { name: 'd', content: '*not base64*', encoding: 'base64' }),
  ).toMatchObject({ isError: true });
});

it('moves, replaces and deletes files', async () => {
  const ann = await (await serve()).client('ann');
  await call(ann, 'write_file', { name: 'a.txt', content: 'a' });
  expect(await call(ann, 'write_file', { name: 'a.txt', content: 'b' })).toMatchObject({
    isError: true,
    content: [{ type: 'text', text: 'The file already exists.' }],
  });
  await call(ann, 'write_file', { name: 'a.txt', content: 'b', overwrite: true });
  expect(await resultOf(ann, 'move_file', { from: 'a.txt', to: 'b/c.txt' })).toEqual({
    name: 'b/c.txt',
  });
  expect(await resultOf(ann, 'read_file', { name: 'b/c.txt' })).toMatchObject({ text: 'b' });
  await call(ann, 'delete_file', { name: 'b/c.txt' });
  await call(ann, 'delete_file', { name: 'b' });
  expect(await resultOf(ann, 'list_files')).toEqual({ entries: [] });
});
