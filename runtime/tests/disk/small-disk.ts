import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';

/** Mounting needs root, and not all containers let it. */
export const canMount =
  process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0;

const PAGE = 4096;
const PAGES = 1024;

/** A file system in memory, until the test ends. */
export function smallDisk() {
  const folder = temporaryFolder();
  const mount = (...args: string[]) => execFileSync('mount', [...args, folder]);
  mount('-t', 'tmpfs', '-o', `size=${PAGES * PAGE},mode=700`, 'tmpfs');
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  const ballast = join(folder, '.ballast');
  return {
    folder,
    /** Takes all space but so many pages of 4 KB. */
    fill(pages = 0) {
      try {
        writeFileSync(ballast, Buffer.alloc(PAGES * PAGE, 1));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
      truncateSync(ballast, Math.max(0, statSync(ballast).size - pages * PAGE));
    },
    empty: () => rmSync(ballast, { force: true }),
    makeReadOnly: () => mount('-o', 'remount,ro'),
  };
}
