import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { expiredSignIn } from './expired-sign-in.js';
import { startTokenServer } from './token-server.js';

/** A service that rotates refresh tokens. */
async function startRotatingService() {
  let generation = 0;
  let reused = 0;
  const service = await startTokenServer(({ form }) => {
    if (form.get('refresh_token') !== `refresh-${generation}`) reused++;
    generation++;
    return {
      access_token: `access-${generation}`,
      refresh_token: `refresh-${generation}`,
      token_type: 'Bearer',
      expires_in: 3_600,
    };
  });
  return { ...service, counts: () => ({ refreshed: generation, reused }) };
}

it.skipIf(process.platform === 'win32')(
  'a process that was suspended while it refreshed does not use the old refresh token',
  async () => {
    const { issuer, holdMetadata, counts } = await startRotatingService();
    const own = await expiredSignIn(issuer);

    const requested = holdMetadata();
    const script = join(import.meta.dirname, 'suspended.ts');
    const args = ['--import', 'tsx', script, 'alice'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const resume = await requested; // it holds the lock and has read the record
    child.kill('SIGSTOP');
    expect(await own.get('alice')).toMatchObject({ accessToken: 'access-1' });
    resume();
    child.kill('SIGCONT');
    expect(await text(child.stdout)).toBe('access-1');
    expect(counts()).toEqual({ refreshed: 1, reused: 0 });
  },
);
