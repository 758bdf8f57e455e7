import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { watchFolder } from '../../src/host/watch-folder.js';

it.skipIf(process.platform === 'win32')('watches folders that come and go', async () => {
  const root = temporaryFolder();
  const changed = vi.fn();
  onTestFinished(watchFolder(root, true, changed));
  const script = `
    const { mkdirSync, rmSync } = require('node:fs');
    for (let count = 0; count < 100; count++) {
      mkdirSync('x/y/z', { recursive: true });
      rmSync('x', { recursive: true });
    }`;
  await promisify(execFile)(process.execPath, ['-e', script], { cwd: root });
  mkdirSync(join(root, 'again'));
  await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('again'), 10_000);
  rmSync(join(root, 'again'), { recursive: true });
  mkdirSync(join(root, 'again')); // before anybody was told
  await vi.waitFor(() => {
    writeFileSync(join(root, 'again', 'tool.ts'), '');
    expect(changed).toHaveBeenCalledWith('tool.ts');
  }, 10_000);
});
