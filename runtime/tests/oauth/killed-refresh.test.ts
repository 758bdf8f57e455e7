import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { expiredSignIn } from './expired-sign-in.js';
import { startTokenServer } from './token-server.js';

const KILLS = Number(process.env.KILLS ?? 3);
/** From the request for tokens on; the record is stored a few milliseconds later. */
const LATEST_MS = 12;

/**
 * Rotates refresh tokens, and ends the sign-in where one is used again whose successor was used. The one before is accepted
 * until then: its client may never have received the response (Auth0 "reuse interval", Okta "grace period").
 */
function rotation() {
  let generation = 0;
  let isEnded = false;
  let kill: (() => void) | undefined;
  return {
    isEnded: () => isEnded,
    /** Calls `act` some time after the next request. */
    atNext: (act: () => void) => void (kill = act),
    reply(form: URLSearchParams): object {
      const used = Number(/^refresh-(\d+)$/.exec(form.get('refresh_token') ?? '')?.[1]);
      isEnded ||= used !== generation && used !== generation - 1;
      if (isEnded) return { error: 'invalid_grant' };
      generation = used + 1;
      setTimeout(kill ?? (() => {}), Math.random() * LATEST_MS);
      kill = undefined;
      return {
        access_token: `access-${generation}`,
        refresh_token: `refresh-${generation}`,
        token_type: 'Bearer',
        expires_in: 1,
      };
    },
  };
}

it.skipIf(process.platform === 'win32')(
  'processes that are killed while they refresh lose no sign-in',
  { timeout: 120_000 + KILLS * 10_000 },
  async () => {
    const { reply, atNext, isEnded } = rotation();
    const { issuer } = await startTokenServer(({ form }) => reply(form));
    const own = await expiredSignIn(issuer);
    const script = join(import.meta.dirname, 'suspended.ts');
    for (let count = 0; count < KILLS; count++) {
      const args = ['--import', 'tsx', script, 'alice'];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      atNext(() => child.kill('SIGKILL'));
      await once(child, 'exit');
      await sleep(1_000); // what was stored has expired
      expect(await own.get('alice')).toMatchObject({ accessToken: expect.any(String) as string });
      await sleep(1_000);
    }
    expect(isEnded()).toBe(false);
  },
);
