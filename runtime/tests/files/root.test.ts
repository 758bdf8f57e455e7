import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { fileRoot, type FolderFilesOptions } from '../../src/files.js';
import { notFound, storageUnavailable } from '../../src/files/failures.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { contextOf, documentsProject, storage } from './project.js';

const filesOf = (userId: string, options: FolderFilesOptions = {}) =>
  fileRoot('documents', options).of(contextOf(userId));

it('is relative to the project, and ignored by Git', async () => {
  const project = documentsProject('data/files');
  await (await filesOf('ann')).write('a.txt', Buffer.from('x'));
  expect(readFileSync(join(project, 'data/files/.gitignore'), 'utf8')).toBe('*\n');
});

it('is not ignored by Git where it is shared', async () => {
  const project = documentsProject('handbook');
  mkdirSync(join(project, 'handbook'));
  await (await filesOf('ann', { shared: true })).write('a.txt', Buffer.from('x'));
  expect(readdirSync(join(project, 'handbook'))).toEqual(['a.txt']);
});

it('has one folder for each user, unless it is shared', async () => {
  const { root } = storage();
  documentsProject(root);
  await (await filesOf('ann')).write('a.txt', Buffer.from('x'));
  await expect((await filesOf('ben')).read('a.txt')).rejects.toThrow(notFound());
  await (await filesOf('ann', { shared: true })).write('b.txt', Buffer.from('x'));
  const shared = await filesOf('ben', { shared: true });
  expect((await shared.read('b.txt')).size).toBe(1);
});

it('has files that nobody can reach', async () => {
  const project = documentsProject('work');
  mkdirSync(join(project, 'work/node_modules/left'), { recursive: true });
  for (const name of ['a.txt', 'Server.PEM', 'node_modules/left/a.txt'])
    writeFileSync(join(project, 'work', name), 'text');
  const exclude = ['node_modules', '*.pem'];
  const files = await filesOf('ann', { shared: true, exclude });
  expect((await files.list('')).entries.map(({ name }) => name)).toEqual(['a.txt']);
  expect((await files.search('text')).matches.map(({ name }) => name)).toEqual(['a.txt']);
  for (const name of ['Server.PEM', 'node_modules/left/a.txt', 'NODE_MODULES/b.txt']) {
    await expect(files.read(name)).rejects.toThrow(notFound());
    await expect(files.write(name, Buffer.from('x'))).rejects.toThrow(notFound());
    await expect(files.move('a.txt', name)).rejects.toThrow(notFound());
    await expect(files.remove(name)).rejects.toThrow(notFound());
  }
  await expect(files.list('node_modules')).rejects.toThrow(notFound());
});

it('is replaced by the environment', async () => {
  documentsProject('elsewhere');
  const { root } = storage();
  setEnvironment('DOCUMENTS', { STORAGE: root });
  await (await filesOf('ann')).write('a.txt', Buffer.from('x'));
  expect(readdirSync(root)).toHaveLength(1);
});

it('may be a link', async () => {
  const { outside, root } = storage();
  mkdirSync(root);
  symlinkSync(root, join(outside, 'link'));
  documentsProject(join(outside, 'link'));
  await (await filesOf('ann')).write('a.txt', Buffer.from('x'));
  expect(readdirSync(root)).toHaveLength(1);
});

it.each(['.', '..', '/'])('does not contain the project: %s', async (folder) => {
  documentsProject(folder);
  await expect(filesOf('ann')).rejects.toThrow('contains the project');
});

it('does not contain the stored credentials', async () => {
  const data = process.env.MCP_DATA_DIR ?? '';
  const project = documentsProject(data);
  await expect(filesOf('ann')).rejects.toThrow('contains the stored credentials');
  setEnvironment('DOCUMENTS', { STORAGE: relative(project, data) });
  await expect(filesOf('ann')).rejects.toThrow('contains the stored credentials');
});

it.each([{ readOnly: true }, { shared: true }, { shared: true, readOnly: true }])(
  'is not created where it is %j',
  async (options) => {
    const { root } = storage();
    documentsProject(root);
    const files = await filesOf('ann', options);
    const calls: (() => Promise<unknown>)[] = [() => files.list(''), () => files.search('x')];
    if (!options.readOnly) calls.push(() => files.write('a', Buffer.from('a')));
    for (const call of calls)
      await expect(call()).rejects.toThrow(storageUnavailable('documents', undefined));
    expect(existsSync(root)).toBe(false);
  },
);

it('is not created anew', async () => {
  const { root } = storage();
  documentsProject(root);
  const files = fileRoot('documents');
  await (await files.of(contextOf('ann'))).write('a', Buffer.from('a'));
  renameSync(root, `${root}-2`);
  const moved = await files.of(contextOf('ann'));
  await expect(moved.write('b', Buffer.from('b'))).rejects.toThrow(
    storageUnavailable('documents', undefined),
  );
  await expect(moved.list('')).rejects.toThrow(storageUnavailable('documents', undefined));
  expect(existsSync(root)).toBe(false);
});

it('counts only files that callers can reach', async () => {
  const project = documentsProject('work');
  mkdirSync(join(project, 'work/node_modules'), { recursive: true });
  writeFileSync(join(project, 'work/node_modules/big'), Buffer.alloc(1_000));
  const limits = { quotaBytes: 500, maxFiles: 2 };
  const files = await filesOf('ann', { shared: true, exclude: ['node_modules'], limits });
  await files.write('a', Buffer.alloc(400));
  await files.move('a', 'new/a');
  await expect(files.write('b', Buffer.alloc(400))).rejects.toThrow('500 bytes');
});
