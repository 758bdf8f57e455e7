import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readInput, readSettings, readStream } from '../../src/node/bounded-input.js';
import { temporaryFolder } from '../temporary-folder.js';

function pipe(): string {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

describe.skipIf(process.platform === 'win32')('an input', () => {
  it.each(['/dev/zero', '/dev/urandom'])(
    'that never ends is read to its limit: %s',
    async (device) => {
      await expect(readInput(device, 1_000_000)).rejects.toThrow('More than 1000000 bytes');
      expect(() => readSettings(device)).toThrow('not an ordinary file');
    },
  );

  it('that is a stream without end is read to its limit', async () => {
    const flood = Readable.from(
      (function* () {
        for (;;) yield 'x'.repeat(1_000);
      })(),
    );
    await expect(readStream(flood, 1_000_000)).rejects.toThrow('More than 1000000 bytes');
  });

  it('that is a pipe without a writer is empty, and blocks nothing', async () => {
    const path = pipe();
    expect((await readInput(path, 10)).toString()).toBe('');
    expect(() => readSettings(path)).toThrow('not an ordinary file');
  });

  it('that is a pipe whose writer takes its time is read', async () => {
    const path = pipe();
    const writer = spawn('sh', [
      '-c',
      `exec 3<>${path}; sleep 0.1; echo early >&3; sleep 0.2; echo late >&3; sleep 0.1`,
    ]);
    onTestFinished(() => void writer.kill());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await readInput(path, 100)).toString()).toBe('early\nlate\n');
  });

  it('that is a file has its size', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'x'.repeat(200_000));
    expect(await readInput(path, 200_000)).toHaveLength(200_000);
    await expect(readInput(path, 199_999)).rejects.toThrow('More than');
    expect(readSettings(path)).toHaveLength(200_000);
  });

  it.each(['missing', '.'])('that cannot be read fails as Node.js says: %s', async (name) => {
    await expect(readInput(join(temporaryFolder(), name), 10)).rejects.toThrow(/ENOENT|EISDIR/);
  });
});
