import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, freePort, startProgram } from './program.js';
import type { StoreServer } from './stores.js';

export const redisProgram = findProgram('redis-server');

/**
 * A Redis of its own, which keeps nothing.
 * @param kept port and folder of one that keeps its records, so that it can be started again
 */
export async function startRedis(
  program: string,
  kept?: { port: number; folder: string },
): Promise<StoreServer> {
  const folder = kept?.folder ?? mkdtempSync(join(tmpdir(), 'redis-'));
  mkdirSync(folder, { recursive: true });
  const port = kept?.port ?? (await freePort());
  const saving = kept ? ['yes', '--appendfsync', 'always'] : ['no'];
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly'];
  const { stop } = await startProgram(program, [...args, ...saving], {
    cwd: folder,
    ready: /ready to accept connections/i,
  });
  return {
    address: `redis://127.0.0.1:${port}`,
    async stop() {
      await stop();
      if (!kept) rmSync(folder, { recursive: true, force: true });
    },
  };
}
