import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../src/core/config.js';
import { loadProvider } from '../../../src/core/loader.js';
import type { Credentials } from '../../../src/core/oauth/credentials.js';
import { providers } from '../../../src/providers/index.js';
import { startApi } from '../api-server.js';
import { readyCases } from '../fixture.js';
import type { OAuthFixture } from '../oauth.js';
import { signInFor, useAuthorizationServer } from '../oauth.js';
import { setEnvironment } from '../session.js';

const CALLS = 50;
const ROUNDS = 5;

/** Several processes share one sign-in; the refresh token of each renewal ends the one before it. */
export function testOAuthProcesses(fixture: OAuthFixture): void {
  const { provider, prefix } = fixture;
  const [row] = readyCases(fixture);
  const authorizationServer = useAuthorizationServer(fixture);

  async function signedIn(userId: string) {
    await signInFor(fixture, userId);
    const { apiAuth } = await loadProvider(providers, provider);
    const stored = async () => (await apiAuth.getCredentials(userId)) as Credentials | null; // of this auth style
    /** Each look at them renews. */
    const age = async () =>
      apiAuth.saveCredentials(userId, { ...(await stored()), expiresAt: Date.now() } as never); // typed by the provider
    return { stored, age };
  }

  function start(file: string, args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot(), file), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  describe(`processes that share a sign-in to ${provider}`, () => {
    it('renew one after another and lose nothing', { timeout: 60_000 }, async () => {
      const { stored, age } = await signedIn('alice');
      authorizationServer().accessTokenSeconds = 30;
      await age();
      const args = [provider, 'alice', String(CALLS), String(ROUNDS)];
      const children = [1, 2].map(() => start('tests/support/renewer.ts', args));
      expect(await Promise.all(children.map(({ stdout }) => text(stdout)))).toEqual(['0', '0']);
      const { renewed, reused } = authorizationServer().counts;
      expect(reused).toBe(0);
      expect(renewed).toBeGreaterThanOrEqual(ROUNDS);
      expect(renewed).toBeLessThanOrEqual(2 * ROUNDS);
      expect(await stored()).not.toBeNull();
    });

    it.skipIf(!row || process.platform === 'win32')(
      'store a renewal under way before they end',
      { timeout: 60_000 },
      async () => {
        const api = await startApi();
        onTestFinished(() => api.close());
        setEnvironment(prefix, { BASE_URL: api.url });
        const { stored, age } = await signedIn('local');
        const before = await stored();
        await age();
        const { arrived, resume } = authorizationServer().holdBack();
        const args = ['--provider', provider, '--transport', 'stdio'];
        const server = start('src/server.ts', args);
        for (const message of callMessages(row?.tool, row?.args)) {
          server.stdin.write(`${JSON.stringify(message)}\n`);
        }
        await arrived;
        server.kill('SIGTERM');
        resume();
        expect(await once(server, 'exit')).toEqual([0, null]);
        expect((await stored())?.refreshToken).not.toBe(before?.refreshToken);
        expect(authorizationServer().counts.reused).toBe(0);
      },
    );
  });
}

const callMessages = (name: string | undefined, args: unknown) => [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1.0.0' },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name, arguments: args } },
];
