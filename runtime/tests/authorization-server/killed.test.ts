import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { currentProject } from '../../src/project/project.js';
import { freePort } from '../servers/program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { keyOf, startServices } from './services.js';
import { client } from './visitor.js';

/** For a long run: KILLS=70. */
const KILLS = Number(process.env.KILLS ?? 7);
const STEPS = ['register', 'authorize', 'submit', 'exchange', 'call', 'refresh', 'revoke'] as const;

it.skipIf(process.platform === 'win32')(
  'a server that is killed in any step of a sign-in mixes up no users, and loses no sign-in',
  { timeout: 120_000 + KILLS * 10_000 },
  async () => {
    const services = await startServices();
    onTestFinished(services.close);
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = {
      ...process.env,
      MCP_AUTHORIZATION_SERVER: 'built-in',
      MCP_PUBLIC_URL: origin,
      MCP_DATA_DIR: temporaryFolder(),
      ISSUES_BASE_URL: `${services.origin}/orders`,
    };
    const program = join(currentProject().root, 'dist', 'server.js');
    const args = [program, '--provider', 'issues', '--transport', 'http', '--port', String(port)];
    async function start() {
      const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
      const isUp = () =>
        fetch(`${origin}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        );
      while (!(await isUp())) await sleep(20);
      return child;
    }
    let server = await start();
    onTestFinished(() => void server.kill('SIGKILL'));

    const visitor = client({ origin, at: (url: string) => url, services } as never);
    const endpoint = '/issues/mcp';
    const resource = origin + endpoint;
    let chosen: (typeof STEPS)[number];
    /** Kills the server during its step; the client repeats its request once. */
    async function during<T>(step: typeof chosen, task: () => Promise<T>): Promise<T> {
      if (step !== chosen) return task();
      const first = task().catch(() => undefined);
      await sleep(Math.random() * 14);
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      const answer = await first;
      server = await start();
      return answer ?? task();
    }
    const caller = async (token: string) => {
      services.callers.length = 0;
      const { status } = await visitor.call(token, 'list_issues', endpoint, {
        owner: 'a',
        repo: 'b',
      });
      return status === 200 ? (services.callers.at(-1) ?? 'nobody') : status;
    };

    for (let count = 0; count < KILLS; count++) {
      chosen = STEPS[count % STEPS.length] ?? 'call';
      const who = count % 2 ? 'ann' : 'bob';
      const id = await during('register', () => visitor.registered());
      const signIn = () =>
        visitor.signIn({
          id,
          resource,
          fill: (page) => during('submit', () => visitor.fill(page, { token: keyOf(who) })),
        });
      let signedIn = await during('authorize', signIn);
      let tokens = await during('exchange', () => signedIn.exchange());
      // Its answer was lost: the code is spent, and the user signs in again.
      if (chosen === 'exchange' && tokens.status !== 200) {
        signedIn = await signIn();
        tokens = await signedIn.exchange();
      }
      expect(await during('call', () => caller(tokens.access_token))).toBe(who);
      const next = await during('refresh', () => visitor.refresh(id, tokens.refresh_token));
      expect(await caller(next.access_token)).toBe(who);
      await during('revoke', () => visitor.revoke(id, next.refresh_token));
      expect(await caller(next.access_token)).toBe(401);
      expect((await signedIn.exchange()).status).not.toBe(200);
    }
  },
);
