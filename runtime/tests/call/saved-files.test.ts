import { mkdir, mkdtemp, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { responseContent } from '../../src/api/content.js';
import { performCall } from '../../src/call/call.js';
import type { Unchecked } from '../../src/call/define/definitions.js';
import { type ContentBlock, embeddedResource, image } from '../../src/call/result/content.js';
import type { ServedRequest } from '../../src/call/served-request.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { setEnvironment } from '../../src/testing/server/environment.js';

const LARGE = new Uint8Array(30_000).fill(7);
let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'saved-files-'));
  setEnvironment('MCP', { DATA_DIR: home });
});

const file = (bytes: Uint8Array, name = 'a b.pdf') =>
  responseContent({
    status: 200,
    headers: new Headers({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
    }),
    body: bytes as unknown as Unchecked,
  }).blocks;

/** The blocks of a result as a client gets it. */
async function received(
  blocks: readonly ContentBlock[],
  request?: ServedRequest,
): Promise<unknown> {
  const subject = {
    kind: 'tool',
    name: 'get',
    isReadOnly: true,
    args: {},
    policy: undefined,
    incoming: () => ({ id: 1, meta: {}, header: () => undefined }),
    provider: 'chat',
    request,
    principal: localPrincipal(),
  } as const;
  const outcome = await performCall(subject, new AbortController().signal, async () => ({
    content: blocks,
  }));
  return outcome.ok ? outcome.value.content : outcome;
}

const downloads = () => readdir(join(home, 'chat', 'downloads')).catch(() => []);

it('a file is saved for the user of this machine alone', async () => {
  const [line, link] = (await received(file(LARGE))) as [{ text: string }, { uri: string }];
  expect(link).toMatchObject({
    type: 'resource_link',
    name: 'a b.pdf',
    mimeType: 'application/pdf',
    size: 30_000,
  });
  const path = fileURLToPath(link.uri);
  expect(line.text).toBe(`Saved as ${path} (30000 bytes).`);
  expect(new Uint8Array(await readFile(path))).toEqual(LARGE);
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it.each([
  ['a small file', file(LARGE.subarray(0, 100))],
  ['an image', [image(LARGE, 'image/png')]],
  ['a resource that clients can read', [embeddedResource({ uri: 'acme://files/1', data: LARGE })]],
])('%s stays in the result, and is not saved', async (_, blocks) => {
  expect(await received(blocks)).toEqual(blocks);
  expect(await downloads()).toEqual([]);
});

it('a client of HTTP gets the content: it may be on another machine', async () => {
  const blocks = file(LARGE);
  expect(await received(blocks, { id: 'r' })).toEqual(blocks);
  expect(await downloads()).toEqual([]);
});

it('MCP_MAX_INLINE_BYTES is the limit', async () => {
  setEnvironment('MCP', { MAX_INLINE_BYTES: '40000' });
  const blocks = file(LARGE);
  expect(await received(blocks)).toEqual(blocks);
});

it('a name cannot lead out of the folder', async () => {
  const [, link] = (await received(file(LARGE, '../x'))) as [object, { name: string }];
  expect(link.name).toBe('x');
  await received(file(LARGE, '..'));
  expect((await downloads()).map((name) => name.replace(/^[0-9a-f]{12}-/, '')).sort()).toEqual([
    'content',
    'x',
  ]);
});

it('files of more than a week ago are removed', async () => {
  const folder = join(home, 'chat', 'downloads');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'old'), '');
  await utimes(join(folder, 'old'), 0, 0);
  await received(file(LARGE));
  expect(await downloads()).toEqual([expect.stringContaining('a b.pdf')]);
});

it('without a place to save it, the content is the result', async () => {
  setEnvironment('MCP', { DATA_DIR: join(home, 'file', 'x') });
  await writeFile(join(home, 'file'), '');
  const blocks = file(LARGE);
  expect(await received(blocks)).toEqual(blocks);
});
