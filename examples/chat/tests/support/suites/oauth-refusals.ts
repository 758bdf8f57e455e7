import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { loadProvider } from '../../../src/core/loader.js';
import { providers } from '../../../src/providers/index.js';
import type { OAuthFixture } from '../oauth.js';
import { isAtService, startSignIn, useAuthorizationServer } from '../oauth.js';

/** What the sign-in server does not accept, and what it makes of a service that misbehaves. */
export function testOAuthRefusals(fixture: OAuthFixture): void {
  const { provider } = fixture;
  const authorizationServer = useAuthorizationServer(fixture);

  /** The browser has been at the service and is about to bring the code. */
  async function aboutToReturn() {
    const signIn = await startSignIn(fixture, randomUUID());
    const own = signIn.browser();
    const { url } = await own.visit(signIn.server.url, signIn.isBack);
    const bring = (change: (query: URLSearchParams) => void = () => {}) => {
      const changed = new URL(url);
      change(changed.searchParams);
      return own.visit(changed);
    };
    return { ...signIn, url, bring };
  }

  /** Answers the next token requests in place of the authorization server. */
  function tokenEndpoint(status: number, body: string, type = 'application/json') {
    const asked = vi.fn();
    authorizationServer().intercept = (incoming, response) => {
      if (!incoming.url?.startsWith('/token') || incoming.url.includes('/revocation')) return false;
      asked();
      response.writeHead(status, { 'content-type': type }).end(body);
      return true;
    };
    return { asked, restore: () => (authorizationServer().intercept = undefined) };
  }

  describe(`refusals of the sign-in to ${provider}`, () => {
    it('refuses a state that is wrong or missing', async () => {
      const { bring, stored } = await aboutToReturn();
      expect((await bring((query) => query.delete('state'))).status).toBe(400);
      expect((await bring((query) => query.set('state', 'x'.repeat(43)))).status).toBe(400);
      expect(await stored()).toBeNull();
    });

    it('goes on in the browser that began', async () => {
      const { browser, url, bring, stored } = await aboutToReturn();
      expect((await browser('mallory').visit(url)).status).toBe(400);
      expect(await stored()).toBeNull();
      expect((await bring()).status).toBe(200);
    });

    it('takes a state once, whatever came of it', async () => {
      const { bring, stored } = await aboutToReturn();
      const { restore } = tokenEndpoint(503, '');
      expect((await bring()).status).toBe(502);
      restore();
      expect((await bring()).status).toBe(400);
      expect(await stored()).toBeNull();
    });

    it.each([
      ['forged', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
      ['missing', (query: URLSearchParams) => query.delete('iss')],
    ])('does not bring the code to a server whose issuer is %s', async (_what, change) => {
      const { bring } = await aboutToReturn();
      const { asked, restore } = tokenEndpoint(200, '{}');
      expect((await bring(change)).status).toBe(400);
      expect(asked).not.toHaveBeenCalled();
      restore();
    });

    it('does not take a code that has expired', async () => {
      const { bring, stored } = await aboutToReturn();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
      const page = await bring();
      vi.useRealTimers();
      expect(page.status).toBe(400);
      expect(page.text).toContain('too long');
      expect(await stored()).toBeNull();
    });

    it.each([
      ['is down', 503, '', 'text/plain'],
      ['answers with a page', 200, '<html>maintenance</html>', 'text/html'],
      ['answers with half a document', 200, '{"access_token":', 'application/json'],
    ])('says so when the service %s', async (_what, status, body, type) => {
      const { bring, stored } = await aboutToReturn();
      const { restore } = tokenEndpoint(status, body, type);
      const page = await bring();
      restore();
      expect(page.status).toBe(502);
      expect(page.text).toContain('does not answer');
      expect(await stored()).toBeNull();
    });

    it('takes the redirect address from its configuration only', async () => {
      const { server, callback, browser } = await startSignIn(fixture, randomUUID());
      const foreign = 'https://evil.example/';
      const query = new URLSearchParams({ callback_url: foreign, redirect_uri: foreign });
      const { trail } = await browser().visit(`${server.url}?${query.toString()}`, ({ pathname }) =>
        pathname.startsWith('/interaction/'),
      );
      const { hostname, pathname } = new URL(
        trail.find(isAtService)?.searchParams.get('redirect_uri') ?? '',
      );
      expect([hostname, pathname]).toEqual([callback.hostname, callback.pathname]);
    });

    it('answers to its own name and on this machine only', async () => {
      const { server } = await startSignIn(fixture, randomUUID());
      const own = new URL(server.url).host;
      expect(await statusFor(server.url, own)).toBe(302);
      expect(await statusFor(server.url, 'evil.example')).toBe(403);
      expect(await statusFor(server.url, own.replace(/\d+$/, '1'))).toBe(403);
      const { serverAuth } = await loadProvider(providers, provider);
      const start = serverAuth.runAuthServer({ host: '0.0.0.0', port: 0, userId: 'local' });
      await expect(start).rejects.toThrow('this machine only');
    });
  });
}

const statusFor = (url: string, host: string) =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
