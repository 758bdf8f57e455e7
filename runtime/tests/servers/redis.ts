import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, freePort, startProgram } from './program.js';
import type { StoreServer } from './stores.js';

export const redisProgram = findProgram('redis-server');

/** A Redis of its own, which keeps nothing. */
export async function startRedis(program: string): Promise<StoreServer> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const { stop } = await startProgram(program, args, {
    cwd: folder,
    ready: /ready to accept connections/i,
  });
  return {
    address: `redis://127.0.0.1:${port}`,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
