import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import type { HostFiles } from '../../src/model/host.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, type Tree, writeTree } from '../support/tree.js';
import { nextRun } from './stop-at.js';

describe('a journal that this program did not write', () => {
  const change = (path: string) => ({ do: 'update', path, sha256: '1' });
  const HERE = 'its own directory';
  const json = (changes: unknown, made: unknown = [], directory = HERE) =>
    JSON.stringify({ writer: '1-1', directory, made, changes });

  /** Writes files, and into the journal what tells its directory apart. */
  async function given(files: HostFiles, base: string, tree: Tree) {
    await writeTree(files, base, tree);
    const path = join(base, 'p/.mcp-provider-journal');
    const text = tree['p/.mcp-provider-journal/journal.json'];
    if (text !== undefined)
      await files.write(join(path, 'journal.json'), text.replace(HERE, await files.identity(path)));
  }

  it.each<[string, Tree]>([
    ['is a file', { 'p/.mcp-provider-journal': 'x' }],
    ['is empty', { 'p/.mcp-provider-journal/': '' }],
    ...[
      '',
      'null',
      '[]',
      '{}',
      json([]).replace('"1-1"', '1'),
      json([], [], '1'),
      json([{ do: 'create', path: 'a', sha256: null }]),
      json({}),
      json([null]),
      json([{ do: 'rename', path: 'a', sha256: '' }]),
      json([change('../victim')]),
      json([change('/etc/passwd')]),
      json([change('a/../../victim')]),
      json([change('.git/hooks/pre-commit')]),
      json([], ['../victim']),
    ].map((text): [string, Tree] => [
      `says ${text}`,
      { 'p/.mcp-provider-journal/journal.json': text },
    ]),
  ])('%s', async (_, tree) => {
    const files = memoryFiles({ '/home/ann/acme/victim': 'v' });
    await given(files, '/home/ann/acme', tree);
    const before = files.texts();
    await expect(recoverInterrupted(files, '/home/ann/acme/p')).rejects.toMatchObject({
      code: 'plan/journal',
    });
    expect(files.texts()).toEqual(before);
  });

  it.each([
    ['a path leads out by a link', json([change('link/victim')])],
    ['a path is a link', json([change('victim')])],
    ['a directory is a link', json([], ['link'])],
    ['a directory lies behind a link', json([], ['link/empty'])],
  ])('where %s', async (_, text) => {
    const base = temporaryFolder();
    await given(diskFiles, base, {
      'out/victim': 'v',
      'out/empty/': '',
      'p/inside': 'v',
      'p/.mcp-provider-journal/journal.json': text,
      'p/.mcp-provider-journal/old/link/victim': 'w',
      'p/.mcp-provider-journal/old/victim': 'w',
    });
    symlinkSync('../out', join(base, 'p/link'));
    symlinkSync('inside', join(base, 'p/victim'));
    const before = await readTree(diskFiles, base);
    await expect(recoverInterrupted(nextRun(diskFiles), join(base, 'p'))).rejects.toThrow(
      /is invalid|cannot be used/,
    );
    expect(await readTree(diskFiles, base)).toEqual(before);
  });

  it('does not remove a file that it calls a directory', async () => {
    const files = memoryFiles();
    await given(files, '/home/ann/acme', {
      'p/a': 'a',
      'p/.mcp-provider-journal/journal.json': json([], ['a']),
    });
    await recoverInterrupted(files, '/home/ann/acme/p');
    expect(files.texts()).toEqual({ '/home/ann/acme/p/a': 'a' });
  });

  it.each([
    ['a file with other content', 'src/index.ts'],
    ['a directory', 'src'],
  ])('does not remove %s that it calls new', async (_, path) => {
    const files = memoryFiles();
    await given(files, '/home/ann/acme', {
      'p/src/index.ts': 'mine',
      'p/.mcp-provider-journal/journal.json': json([{ do: 'create', path, sha256: '1' }]),
    });
    const before = files.texts();
    await expect(recoverInterrupted(files, '/home/ann/acme/p')).rejects.toMatchObject({
      code: 'plan/changed-since',
    });
    expect(files.texts()).toEqual(before);
  });

  it('is a link', async () => {
    const base = temporaryFolder();
    await writeTree(diskFiles, base, {
      'p/a': 'a',
      'j/old/a': 'w',
      'j/journal.json': json([change('a')]),
    });
    symlinkSync('../j', join(base, 'p/.mcp-provider-journal'));
    await expect(recoverInterrupted(nextRun(diskFiles), join(base, 'p'))).rejects.toMatchObject({
      code: 'plan/journal',
    });
    expect(await diskFiles.read(join(base, 'p/a'))).toBe('a');
  });
});
