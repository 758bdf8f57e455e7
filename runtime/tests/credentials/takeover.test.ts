import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FileLock, withFileLock } from '../../src/credentials/file-lock.js';
import { fileRecords } from '../../src/credentials/records.js';
import { temporaryFolder } from '../temporary-folder.js';

const TIMES = { waitMs: 10_000, staleMs: 1_500, beatMs: 50 };

it.each([
  [
    'removes',
    (records: ReturnType<typeof fileRecords>, lock: FileLock) => records.delete('a', lock),
  ],
  [
    'replaces',
    (records: ReturnType<typeof fileRecords>, lock: FileLock) => records.put('a', 'old', lock),
  ],
])(
  'a process that stands still before it %s a record leaves that of its successor',
  async (_what, change) => {
    const folder = temporaryFolder();
    const records = fileRecords(() => folder);
    await records.put('a', 'first');
    const place = { directory: join(folder, 'locks'), id: 'a' };
    await mkdir(place.directory);
    const file = join(place.directory, 'a.1.elsewhere.0');
    await writeFile(file, '');
    const isPresent = () =>
      stat(file).then(
        () => true,
        () => false,
      );
    const takeOver = () =>
      withFileLock(place, (lock) => records.put('a', 'of the successor', lock), TIMES);
    const lock = {
      draft: `${file}.draft`,
      async isHeld() {
        const isHeld = await isPresent();
        if (isHeld) await takeOver();
        return isHeld;
      },
    };
    await expect(change(records, lock)).rejects.toThrow();
    expect(await records.get('a')).toBe('of the successor\n');
    expect(await readdir(place.directory)).toEqual([]);
  },
);

it('removes a record under its lock, and leaves nothing', async () => {
  const folder = temporaryFolder();
  const records = fileRecords(() => folder);
  await records.put('a', 'first');
  const place = { directory: join(folder, 'locks'), id: 'a' };
  await withFileLock(place, async (lock) => {
    await records.delete('a', lock);
    await records.delete('a', lock); // one that is missing
  });
  expect([await records.get('a'), await readdir(place.directory)]).toEqual([null, []]);
});
