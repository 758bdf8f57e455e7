import { describe, expect, it } from 'vitest';
import { watch } from '../changes/watcher.js';
import { call, serve } from './serving.js';

const URI = 'documents://files/a.txt';

async function start(shared: boolean) {
  const { client } = await serve({ shared, confirm: false });
  const [ann, ben] = [await client('ann'), await client('ben')];
  return { ann, anns: await watch(ann, URI), bens: await watch(ben, URI) };
}

describe.each([
  { files: 'files of their own', shared: false },
  { files: 'shared files', shared: true },
])('users with $files', ({ shared }) => {
  it.each([
    ['write_file', { name: 'a.txt', content: 'b', overwrite: true }],
    ['move_file', { from: 'a.txt', to: 'b.txt' }],
    ['delete_file', { name: 'a.txt' }],
  ])('are told of %s', async (tool, args) => {
    const { ann, anns, bens } = await start(shared);
    const changes = ['resources', URI];
    await call(ann, 'write_file', { name: 'a.txt', content: 'a' });
    await anns.expectNotices(...changes);
    await call(ann, tool, args);
    await anns.expectNotices(...changes);
    if (shared) await bens.expectNotices(...changes, ...changes);
    else expect(bens.notices).toEqual([]);
  });
});

it('clients are not told of a change that fails', async () => {
  const { ann, anns } = await start(false);
  for (const name of ['../a.txt', 'con'])
    expect((await call(ann, 'write_file', { name, content: 'a' })).isError).toBe(true);
  expect((await call(ann, 'delete_file', { name: 'a.txt' })).isError).toBe(true);
  await call(ann, 'write_file', { name: 'a.txt', content: 'a' });
  await anns.expectNotices('resources', URI);
});
