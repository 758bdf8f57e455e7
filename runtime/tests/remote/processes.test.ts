import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { redisStore } from '../../src/stores/redis.js';
import { stores, useStore } from '../servers/stores.js';
import { call, signIn, start, useDataFolder } from './sign-in.js';

const CALLS = 20;
const ROUNDS = 5;

describe.each(stores.filter(({ kind }) => kind !== 'postgres'))('processes with $name', (store) => {
  if (store.isMissing) return it.skip('share a sign-in');
  const address = useStore(store);
  useDataFolder();

  /** The issuer rotates refresh tokens, and ends the grant of one that comes again. */
  it('share a sign-in at a remote server, and lose nothing', { timeout: 60_000 }, async () => {
    if (address()) {
      vi.stubEnv('TOKEN_STORE', address());
      vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
    }
    const started = await start({ stores: [redisStore()] });
    const { service, project } = started;
    await signIn(started);
    const args = [project.root, service.issuer, service.url.href, CALLS, ROUNDS];
    const children = [1, 2].map(() => startCaller(args.map(String)));
    const all = { '"alice"': CALLS * ROUNDS };
    expect(await Promise.all(children)).toEqual([all, all]);
    expect(service.counts).toMatchObject({ registered: 1, reused: 0 });
    expect(service.counts.refreshed).toBeGreaterThanOrEqual(ROUNDS - 1);
    expect(service.counts.refreshed).toBeLessThanOrEqual(2 * ROUNDS);
    expect((await call(started)).text).toBe('alice');
  });
});

async function startCaller(args: string[]): Promise<unknown> {
  const file = join(import.meta.dirname, 'caller.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return JSON.parse(await text(child.stdout));
}
