import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { configOf } from '../../../src/core/config.js';
import { loadProvider } from '../../../src/core/loader.js';
import type { ClientAuthentication } from '../../../src/core/oauth/configuration.js';
import type { Credentials } from '../../../src/core/oauth/credentials.js';
import { providers } from '../../../src/providers/index.js';
import type { AuthorizationServer } from '../authorization-server.js';
import { startAuthorizationServer } from '../authorization-server.js';
import type { ProviderFixture } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { session, textOf } from '../session.js';

const HOUR_MS = 3_600_000;

export interface ApplicationFixture extends ProviderFixture {
  clientAuthentication: ClientAuthentication;
}

/** The server signs in to its API as itself, at a real authorization server. */
export function testApplicationCredentials(fixture: ApplicationFixture): void {
  const { provider, prefix, clientAuthentication } = fixture;
  const [row] = readyCases(fixture);
  const call = { name: row?.tool ?? '', arguments: row?.args };
  let authorizationServer: AuthorizationServer;

  beforeAll(async () => {
    const { scopes = [] } = configOf(provider);
    authorizationServer = await startAuthorizationServer({ clientAuthentication, scopes });
  });
  afterAll(() => authorizationServer.close());
  beforeEach(() => {
    vi.stubEnv(`${prefix}_ISSUER`, authorizationServer.issuer);
    vi.stubEnv(`${prefix}_CLIENT_ID`, authorizationServer.clientId);
    vi.stubEnv(`${prefix}_CLIENT_SECRET`, authorizationServer.clientSecret);
    authorizationServer.intercept = undefined;
    onTestFinished(() => void vi.unstubAllEnvs());
  });

  async function current(): Promise<Credentials> {
    const { apiAuth } = await loadProvider(providers, provider);
    return (await apiAuth.getCredentials('anybody')) as Credentials; // of this auth style
  }

  async function forget(): Promise<void> {
    const { apiAuth } = await loadProvider(providers, provider);
    await apiAuth.saveCredentials('anybody', { accessToken: 'old', expiresAt: 0 } as never); // typed by the provider
  }

  function inTime(ms: number): void {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    onTestFinished(() => void vi.useRealTimers());
  }

  async function check() {
    const { serverAuth } = await loadProvider(providers, provider);
    const server = await serverAuth.runAuthServer({ host: '127.0.0.1', port: 0, userId: 'local' });
    onTestFinished(() => server.close());
    const response = await fetch(server.url);
    return { server, status: response.status, text: await response.text() };
  }

  describe(`credentials of this server at ${provider}`, () => {
    it('asks once for all, and again in the last minute', async () => {
      await forget();
      const all = await Promise.all(Array.from({ length: 50 }, current));
      expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1);
      inTime(HOUR_MS - 70_000);
      expect(await current()).toEqual(all[0]);
      inTime(20_000);
      expect((await current()).accessToken).not.toBe(all[0]?.accessToken);
    });

    it('lives on the rest of its time while the service is down', async () => {
      await forget();
      const first = await current();
      authorizationServer.intercept = ({ url }, response) => {
        if (url !== '/token') return false;
        response.writeHead(503).end('<html>maintenance</html>');
        return true;
      };
      inTime(HOUR_MS - 30_000);
      expect(await current()).toEqual(first);
      inTime(60_000);
      await expect(current()).rejects.toThrow('no usable answer');
    });

    it.skipIf(!row)('asks for others where the API refuses, and calls again', async () => {
      const { client, api } = await session(fixture, 'auto', 'refused');
      api.answer({ status: 401 });
      api.answer({ body: row?.answer });
      const result = await client.callTool(call);
      expect(result.isError, textOf(result)).not.toBe(true);
      const [first, second] = api.requests.map(({ headers }) => headers.authorization);
      expect(first).toBe('Bearer refused');
      expect(second).not.toBe(first);
    });

    it.skipIf(!row)('says so where the API refuses those, too', async () => {
      const { client, api } = await session(fixture, 'auto');
      api.answerAlways({ status: 401 });
      const result = await client.callTool(call);
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain('does not accept the credentials');
      expect(api.requests).toHaveLength(2);
    });

    it.skipIf(!row)('names the variable that is missing', async () => {
      await forget();
      vi.stubEnv(`${prefix}_CLIENT_ID`, '');
      const { client } = await session({ ...fixture, signIn: undefined }, 'auto');
      const result = await client.callTool(call);
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain(`${prefix}_CLIENT_ID`);
    });

    it('shows on a page whether the service knows this server, and ends', async () => {
      await forget();
      vi.stubEnv(`${prefix}_CLIENT_SECRET`, 'wrong');
      const refused = await check();
      expect(refused.status).toBe(502);
      expect(refused.text).toContain('does not know this server');
      vi.stubEnv(`${prefix}_CLIENT_SECRET`, authorizationServer.clientSecret);
      const { status, server } = await check();
      expect(status).toBe(200);
      expect(await server.done).toBe('signed-in');
    });
  });
}
