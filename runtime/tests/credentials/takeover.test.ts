import fs, { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
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

it('removes a record also where a full disk has no space for a folder', async () => {
  const folder = temporaryFolder();
  const records = fileRecords(() => folder);
  await records.put('a', 'first');
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const spy = vi.spyOn(fs, 'mkdir');
  onTestFinished(() => spy.mockRestore());
  await withFileLock({ directory: join(folder, 'locks'), id: 'a' }, (lock) => {
    spy.mockRejectedValue(full);
    return records.delete('a', lock);
  });
  expect(await records.get('a')).toBeNull();
});

it('a process that stands still after it has removed a record knows that it has', async () => {
  const folder = temporaryFolder();
  const records = fileRecords(() => folder);
  await records.put('a', 'first');
  const answers = [true];
  const lock = { draft: join(folder, 'draft'), isHeld: async () => answers.pop() ?? false };
  await records.delete('a', lock);
  expect(await records.get('a')).toBeNull();
});
