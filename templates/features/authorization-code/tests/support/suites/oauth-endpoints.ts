import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { configOf } from '../../../src/core/config.js';
import type { OAuthSettings } from '../../../src/core/oauth/client.js';
import { oauthClient } from '../../../src/core/oauth/client.js';
import type { Credentials } from '../../../src/core/oauth/credentials.js';
import { runOAuthSignIn } from '../../../src/core/sign-in/oauth-sign-in.js';
import { Browser } from '../browser.js';
import type { Endpoints, OAuthFixture } from '../oauth.js';
import { useAuthorizationServer } from '../oauth.js';

/** Endpoints that nobody discovers: those that the provider names, and the same way of working at a real server. */
export function testOAuthEndpoints(fixture: OAuthFixture): void {
  const { provider, prefix, settings, endpoints } = fixture;
  const { callback_url: callbackUrl = '' } = configOf(provider);
  const authorizationServer = useAuthorizationServer(fixture);
  beforeEach(() => void vi.stubEnv(`${prefix}_ISSUER`, ''));

  /** The provider's client, at the authorization server of the tests. */
  function localClient(more: Partial<OAuthSettings> = {}) {
    const { issuer } = authorizationServer();
    const local: Endpoints = {
      authorizationUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      ...(settings.refreshUrl && { refreshUrl: `${issuer}/token` }),
      revocationUrl: `${issuer}/token/revocation`,
    };
    return oauthClient(provider, { ...settings, ...local, issuer, ...more });
  }

  async function signIn(client: ReturnType<typeof oauthClient>) {
    let saved: Credentials | undefined;
    const server = await runOAuthSignIn(
      { host: '127.0.0.1', port: 0, userId: 'local' },
      {
        provider,
        displayName: provider,
        client,
        isSignedIn: async () => saved !== undefined,
        save: async (credentials) => void (saved = credentials),
      },
    );
    onTestFinished(() => server.close());
    const callback = new URL(callbackUrl);
    const browser = new Browser('alice', { [callback.origin]: new URL(server.url).origin });
    const isBack = ({ pathname, searchParams }: URL) =>
      pathname === callback.pathname && searchParams.has('code');
    const { url } = await browser.visit(server.url, isBack);
    return { browser, url, saved: () => saved };
  }

  describe.skipIf(!endpoints)(`endpoints of ${provider}`, () => {
    it('are those of the service', async () => {
      const asked: string[] = [];
      vi.stubGlobal('fetch', async (url: string) => {
        asked.push(url);
        return new Response(null, { status: 503 });
      });
      onTestFinished(() => void vi.unstubAllGlobals());
      const client = oauthClient(provider, settings);
      const { url } = await client.begin(callbackUrl);
      expect(url.origin + url.pathname).toBe(endpoints?.authorizationUrl);
      const { pending } = await client.begin(callbackUrl);
      const answer = new URLSearchParams({ code: 'any', state: pending.state });
      if (settings.issuer !== undefined) answer.set('iss', settings.issuer);
      await expect(client.finish(answer, pending)).rejects.toThrow('no usable answer');
      await expect(client.refresh('any')).rejects.toThrow('no usable answer');
      await client.revoke('any').catch(() => {});
      const { tokenUrl, refreshUrl = tokenUrl, revocationUrl } = endpoints ?? {};
      expect(asked).toEqual([tokenUrl, refreshUrl, revocationUrl].filter(Boolean));
    });

    it('give tokens, renew and take them back', async () => {
      const client = localClient();
      const { browser, url, saved } = await signIn(client);
      const { status, text } = await browser.visit(url);
      expect(status, text).toBe(200);
      const renewed = await client.refresh(saved()?.refreshToken ?? '');
      expect(renewed.accessToken).not.toBe(saved()?.accessToken);
      const { refreshToken = '' } = renewed;
      await client.revoke(refreshToken);
      await expect(client.refresh(refreshToken)).rejects.toThrow('ended');
    });

    it.each([
      ['forged', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
      ['missing', (query: URLSearchParams) => query.delete('iss')],
    ])('refuse an answer whose issuer is %s', async (_what, change) => {
      const { browser, url, saved } = await signIn(localClient({ sendsIssuer: true }));
      change(url.searchParams);
      expect((await browser.visit(url)).status).toBe(400);
      expect(saved()).toBeUndefined();
    });
  });
}
