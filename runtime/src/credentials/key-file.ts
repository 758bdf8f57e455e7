import { randomBytes } from 'node:crypto';
import { link, mkdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, whereMissing } from './files.js';

const MODE = { mode: 0o600, flag: 'wx' } as const;

/** Processes that start together agree on one key: a complete file is linked into place, and the others use it. */
export async function createKeyFile(path: string): Promise<void> {
  if (await stat(path).catch(whereMissing(null))) return complete(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const key = `${randomBytes(32).toString('base64')}\n`;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, key, MODE);
    await link(draft, path).catch((error: unknown) => {
      // Some file systems have no hard links.
      if (codeOf(error) === 'EEXIST') throw error;
      return writeFile(path, key, MODE);
    });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await complete(path);
  } finally {
    await unlink(draft).catch(whereMissing(undefined));
  }
}

/** Without hard links, another process may not have written its key yet. */
async function complete(path: string): Promise<void> {
  for (let attempt = 0; attempt < 50 && (await stat(path)).size === 0; attempt++) await sleep(20);
}
