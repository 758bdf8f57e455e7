import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { configWith, projectFolder } from '../small-project.js';
import { canMount, smallDisk } from './small-disk.js';

const program = join(import.meta.dirname, '../project/dist/providers/wild/stray.js');

it.skipIf(!canMount).each([
  { what: 'is full', begin: (disk: ReturnType<typeof smallDisk>) => disk.fill() },
  { what: 'nobody reads', begin: undefined },
])('calls go on where the log $what', async ({ begin }) => {
  const disk = smallDisk();
  begin?.(disk);
  const file = join(disk.folder, 'log');
  const child = spawn(process.execPath, [program, '--provider', 'calm'], {
    env: { ...process.env, STRAY_ROOT: projectFolder(configWith('wild', 'calm')) },
    stdio: ['pipe', 'pipe', begin ? openSync(file, 'a') : 'pipe'],
  });
  onTestFinished(() => void child.kill());
  child.stderr?.destroy();
  const lines = createInterface(child.stdout ?? process.stdin);
  async function send(id: number, method: string, params: object) {
    const line = once(lines, 'line');
    child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return JSON.parse(String((await line)[0])) as object;
  }
  const clientInfo = { name: 'test', version: '1' };
  await send(0, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
  const call = (id: number) => send(id, 'tools/call', { name: 'slow', arguments: {} });
  for (const id of [1, 2]) expect(await call(id)).toMatchObject({ id, result: {} });
  if (!begin) return;
  expect(readFileSync(file, 'utf8')).toBe('');
  disk.empty();
  await call(3);
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"tool":"slow"');
});
