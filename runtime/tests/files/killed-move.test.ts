import fs, { mkdir, readdir } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { userFolder } from '../../src/files/names.js';
import { openRoot } from '../../src/files/open-folder.js';
import { storage } from './project.js';
import { openFolder } from './stores.js';

vi.spyOn(fs, 'rename').mockReturnValue(new Promise(() => {})); // the process is killed here
syncBuiltinESMExports();

it('a move whose process is killed leaves the file at its old name', async () => {
  const { root } = storage();
  const own = join(root, userFolder('ann'));
  await mkdir(own, { recursive: true });
  const files = await openFolder(openRoot, root)('ann');
  await files.write('old', Buffer.from('x'));
  void files.move('old', 'new');
  await expect.poll(() => readdir(own)).toEqual(['new', 'old']);
  expect((await files.read('old')).bytes.toString()).toBe('x');
  expect((await files.read('new')).bytes.toString()).toBe('');
});
