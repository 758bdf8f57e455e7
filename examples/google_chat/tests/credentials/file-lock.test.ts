import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { withFileLock } from '../../src/core/credentials/file-lock.js';

const TIMES = { waitMs: 10_000, silenceMs: 300, beatMs: 50 };

async function lockFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'lock');
}

it(
  'has one successor at a time where a holder was killed, and at once',
  { timeout: 20_000 },
  async () => {
    const folder = await lockFolder();
    const module = JSON.stringify(
      new URL('../../src/core/credentials/file-lock.ts', import.meta.url),
    );
    const code = `import { withFileLock } from ${module};
    await withFileLock(${JSON.stringify(folder)}, () => new Promise(() => process.stdout.write('held')));`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    let inside = 0;
    const seen: number[] = [];
    const task = async () => {
      seen.push(++inside);
      await sleep(1);
      inside--;
    };
    const patient = { ...TIMES, silenceMs: 60_000 };
    await Promise.all(Array.from({ length: 30 }, () => withFileLock(folder, task, patient)));
    expect(seen).toEqual(Array.from({ length: 30 }, () => 1));
    expect((await readdir(folder)).length).toBeLessThanOrEqual(2);
  },
);

it('waits for a holder that beats, and not for one that is silent', async () => {
  const folder = await lockFolder();
  await mkdir(folder);
  await writeFile(join(folder, '4'), '1 elsewhere'); // of another machine
  const order: string[] = [];
  const holding = withFileLock(
    folder,
    async () => {
      order.push('in');
      await sleep(2 * TIMES.silenceMs);
      order.push('out');
    },
    TIMES,
  );
  while (order.length === 0) await sleep(10);
  await withFileLock(folder, async () => void order.push('next'), TIMES);
  await holding;
  expect(order).toEqual(['in', 'out', 'next']);
});

it('gives up after a while', async () => {
  const folder = await lockFolder();
  await mkdir(folder);
  await writeFile(join(folder, '1'), '');
  const waiting = withFileLock(folder, async () => {}, { ...TIMES, waitMs: 100 });
  await expect(waiting).rejects.toThrow('Waited 100 ms');
});
