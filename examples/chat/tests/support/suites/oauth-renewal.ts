import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadProvider } from '../../../src/core/loader.js';
import type { Credentials } from '../../../src/core/oauth/credentials.js';
import { providers } from '../../../src/providers/index.js';
import { readyCases } from '../fixture.js';
import type { OAuthFixture } from '../oauth.js';
import { signInFor, useAuthorizationServer } from '../oauth.js';
import { session, textOf } from '../session.js';

const HOUR_MS = 3_600_000;

/** Credentials end, rotate, are taken back, and their service fails. */
export function testOAuthRenewal(fixture: OAuthFixture): void {
  const { provider } = fixture;
  const [row] = readyCases(fixture);
  const call = { name: row?.tool ?? '', arguments: row?.args };
  const authorizationServer = useAuthorizationServer(fixture);

  /** A user who has signed in for an hour. */
  async function signedIn(userId: string) {
    authorizationServer().intercept = undefined;
    await signInFor(fixture, userId);
    const { apiAuth } = await loadProvider(providers, provider);
    const current = async () => (await apiAuth.getCredentials(userId)) as Credentials | null; // of this auth style
    const first = await current();
    if (!first) throw new Error(`${userId} is not signed in`);
    return { first, current };
  }

  function inTime(ms: number): void {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    onTestFinished(() => void vi.useRealTimers());
  }

  function tokenEndpoint(status: number, body: unknown, type = 'application/json'): void {
    authorizationServer().intercept = ({ url }, response) => {
      if (url !== '/token') return false;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': type }).end(text);
      return true;
    };
  }

  describe(`renewal for ${provider}`, () => {
    it('renews in the last minute, once for all who ask, and rotates', async () => {
      const { first, current } = await signedIn('alice');
      inTime(HOUR_MS - 70_000);
      expect(await current()).toEqual(first);
      const { counts } = authorizationServer();
      const before = counts.renewed;
      inTime(20_000);
      const all = await Promise.all(Array.from({ length: 50 }, current));
      expect(counts.renewed).toBe(before + 1);
      expect(new Set(all.map((credentials) => credentials?.accessToken)).size).toBe(1);
      expect(all[0]?.accessToken).not.toBe(first.accessToken);
      expect(all[0]?.refreshToken).not.toBe(first.refreshToken);
      expect(await current()).toEqual(all[0]);
      expect(counts.reused).toBe(0);
    });

    it('keeps the refresh token where the answer has none', async () => {
      const { first, current } = await signedIn('bob');
      inTime(HOUR_MS);
      tokenEndpoint(200, { access_token: 'next', token_type: 'Bearer', expires_in: 3_600 });
      expect(await current()).toMatchObject({
        accessToken: 'next',
        refreshToken: first.refreshToken,
        scopes: first.scopes,
      });
    });

    it('does not renew what has no end, nor what cannot be renewed', async () => {
      tokenEndpoint(200, { access_token: 'lasting', token_type: 'Bearer' });
      await signInFor(fixture, 'ben');
      authorizationServer().intercept = undefined;
      const { apiAuth } = await loadProvider(providers, provider);
      inTime(10_000 * HOUR_MS);
      const lasting = (await apiAuth.getCredentials('ben')) as Credentials | null; // of this auth style
      expect(lasting).toHaveProperty('accessToken', 'lasting');
      await apiAuth.saveCredentials('ben', { ...lasting, expiresAt: Date.now() } as never); // typed by the provider
      expect(await apiAuth.getCredentials('ben')).toBeNull();
    });

    it('signs out one user where the grant was taken back', async () => {
      const { current } = await signedIn('carol');
      const other = await signedIn('dana');
      await authorizationServer().revokeGrants();
      inTime(HOUR_MS);
      expect(await current()).toBeNull();
      inTime(-HOUR_MS);
      expect(await other.current()).toEqual(other.first);
    });

    it('signs out where somebody has used an old refresh token', async () => {
      const { first, current } = await signedIn('erin');
      const { apiAuth } = await loadProvider(providers, provider);
      inTime(HOUR_MS);
      await current();
      await apiAuth.saveCredentials('thief', { ...first, expiresAt: 0 } as never); // typed by the provider
      expect(await apiAuth.getCredentials('thief')).toBeNull();
      expect(authorizationServer().counts.reused).toBe(1);
      inTime(HOUR_MS);
      expect(await current()).toBeNull();
    });

    it.each([
      ['is down', 503, '', 'text/plain'],
      ['has too much to do', 429, { error: 'slow_down' }, 'application/json'],
      ['answers with a page', 200, '<html>maintenance</html>', 'text/html'],
      ['does not know our client', 401, { error: 'invalid_client' }, 'application/json'],
    ])('stays signed in while the service %s', async (_what, status, body, type) => {
      const { first, current } = await signedIn('frank');
      tokenEndpoint(status, body, type);
      inTime(HOUR_MS - 30_000);
      expect(await current()).toEqual(first); // the rest of its time
      inTime(60_000);
      await expect(current()).rejects.toThrow('service');
      authorizationServer().intercept = undefined;
      expect(await current()).toHaveProperty('accessToken');
    });

    it.skipIf(!row)('renews once where the API refuses, and calls again', async () => {
      const { client, api } = await session({ ...fixture, signIn: undefined }, 'auto');
      const { first } = await signedIn('local');
      api.answer({ status: 401 });
      api.answer({ body: row?.answer });
      const result = await client.callTool(call);
      expect(result.isError, textOf(result)).not.toBe(true);
      const [refused, accepted] = api.requests.map(({ headers }) => headers.authorization);
      expect(refused).toBe(`Bearer ${first.accessToken}`);
      expect(accepted).not.toBe(refused);
      expect(api.requests).toHaveLength(2);
    });

    it.skipIf(!row)(
      'asks to sign in again where the API refuses new credentials, too',
      async () => {
        const { client, api } = await session({ ...fixture, signIn: undefined }, 'auto');
        await signedIn('local');
        api.answerAlways({ status: 401 });
        const result = await client.callTool(call);
        expect(result.isError).toBe(true);
        expect(textOf(result)).toContain(`run auth -- --provider ${provider}`);
        expect(api.requests).toHaveLength(2);
      },
    );
  });
}
