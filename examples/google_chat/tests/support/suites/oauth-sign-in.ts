import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configOf } from '../../../src/core/config.js';
import { loadProvider } from '../../../src/core/loader.js';
import { providers } from '../../../src/providers/index.js';
import { apiScopes } from '../authorization-server.js';
import { Browser } from '../browser.js';
import { eras } from '../eras.js';
import { readyCases } from '../fixture.js';
import type { OAuthFixture } from '../oauth.js';
import { isAtService, signInFor, startSignIn, useAuthorizationServer } from '../oauth.js';
import { session, textOf } from '../session.js';

/** A person signs in with a browser, at a real authorization server. */
export function testOAuthSignIn(fixture: OAuthFixture): void {
  const { provider } = fixture;
  const { scopes = [] } = configOf(provider);
  const [row] = readyCases(fixture);
  const call = { name: row?.tool ?? '', arguments: row?.args };
  const authorizationServer = useAuthorizationServer(fixture);

  describe(`sign-in to ${provider}`, () => {
    it.skipIf(!row).each(eras)('says how to sign in, $era era', async ({ mode }) => {
      const { client, api } = await session({ ...fixture, signIn: undefined }, mode);
      const result = await client.callTool(call);
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain(`run auth -- --provider ${provider}`);
      expect(api.requests).toEqual([]);
    });

    it('goes to the service and back, stores the tokens and ends', async () => {
      const { server, callback, origin, browser, stored } = await startSignIn(fixture, 'alice');
      const status = () => fetch(`${origin}/status`).then((response) => response.json());
      expect(await status()).toEqual({ authenticated: false });
      const { trail, status: code, text, headers, url } = await browser().visit(server.url);
      expect(code, text).toBe(200);
      expect(text).toContain('Signed in to');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(text).not.toContain('<script');
      const asked = trail.find(isAtService)?.searchParams;
      expect(asked?.get('code_challenge_method')).toBe('S256');
      expect(asked?.get('state')).toMatch(/^[\w-]{43}$/);
      expect(new URL(asked?.get('redirect_uri') ?? '').pathname).toBe(callback.pathname);
      expect(url.searchParams.get('iss')).toBe(authorizationServer().issuer);
      expect(await server.done).toBe('signed-in');
      await expect(fetch(server.url)).rejects.toThrow();
      const credentials = await stored();
      expect(credentials?.accessToken).toBeTruthy();
      // Without those that ask for a refresh token only.
      if (scopes.length > 0) expect(scopes).toEqual(expect.arrayContaining(credentials!.scopes!));
    });

    it.skipIf(!row)('lets tools call the API with the token of their user', async () => {
      const { client, api } = await session({ ...fixture, signIn: undefined }, 'auto');
      await signInFor(fixture, 'local');
      const { apiAuth } = await loadProvider(providers, provider);
      api.answer({ body: row?.answer });
      expect((await client.callTool(call)).isError).not.toBe(true);
      const [request] = api.requests;
      const accessToken = String(request?.headers.authorization).slice('Bearer '.length);
      expect(await apiAuth.getCredentials('local')).toMatchObject({ accessToken });
    });

    it('says so when the person declines, stores nothing and can be tried again', async () => {
      const { server, browser, stored } = await startSignIn(fixture, 'bob');
      const declined = await browser('nobody').visit(server.url);
      expect(declined.status).toBe(403);
      expect(declined.text).toContain('declined');
      expect(declined.text).toContain('href="/auth"');
      expect(declined.text).not.toContain('<script');
      expect(await stored()).toBeNull();
      expect((await browser().visit(server.url)).status).toBe(200);
    });

    it.skipIf(apiScopes(scopes).length < 2)('names what the person did not allow', async () => {
      const { server, browser } = await startSignIn(fixture, 'carol');
      const { text } = await browser('sparing').visit(server.url);
      expect(text).toContain(`Not granted: ${apiScopes(scopes).at(-1)}.`);
    });

    it.skipIf(!hasIpv6)('comes back to the address that was opened', async () => {
      const { serverAuth } = await loadProvider(providers, provider);
      const server = await serverAuth.runAuthServer({ host: '::1', port: 0, userId: 'local' });
      onTestFinished(() => server.close());
      const { origin, port } = new URL(server.url);
      const callback = new URL(configOf(provider).callback_url ?? '');
      // Names may lead to the other address of this machine, and tunnels lead nowhere.
      const tunnels = { [`http://localhost:${port}`]: origin, [callback.origin]: origin };
      const { url } = await new Browser('heidi', tunnels).visit(server.url, isAtService);
      const { hostname } = new URL(url.searchParams.get('redirect_uri') ?? '');
      expect(hostname).toBe(callback.hostname === '127.0.0.1' ? '[::1]' : callback.hostname);
    });

    it('answers programs with JSON', async () => {
      const { callback, origin } = await startSignIn(fixture, 'dana');
      const headers = { accept: 'application/json' };
      const refused = await fetch(`${origin}${callback.pathname}?code=x&state=y`, { headers });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ outcome: 'invalid' });
    });

    it('ends where the browser has gone before the answer', async () => {
      const { server, browser, isBack, stored } = await startSignIn(fixture, 'frank');
      const own = browser();
      const { url } = await own.visit(server.url, isBack);
      const { arrived, resume } = authorizationServer().holdBack();
      const control = new AbortController();
      const gone = own.visit(url, undefined, control.signal);
      await arrived;
      control.abort();
      await expect(gone).rejects.toThrow();
      resume();
      expect(await server.done).toBe('signed-in');
      expect(await stored()).toHaveProperty('accessToken');
    });

    it('forgets a sign-in and ends it at the service', async () => {
      await signInFor(fixture, 'erin');
      const { apiAuth } = await loadProvider(providers, provider);
      const before = await apiAuth.getCredentials('erin');
      await apiAuth.signOut?.('erin');
      expect(await apiAuth.getCredentials('erin')).toBeNull();
      const expired = { ...(before as object), expiresAt: 0 };
      await apiAuth.saveCredentials('erin', expired as never); // typed by the provider
      expect(await apiAuth.getCredentials('erin')).toBeNull();
    });

    it('says so where the service does not end it, and forgets it all the same', async () => {
      await signInFor(fixture, 'grace');
      const { apiAuth } = await loadProvider(providers, provider);
      authorizationServer().intercept = (_request, response) => {
        response.writeHead(503).end();
        return true;
      };
      onTestFinished(() => void (authorizationServer().intercept = undefined));
      await expect(apiAuth.signOut?.('grace')).rejects.toThrow('not ended at the service');
      expect(await apiAuth.getCredentials('grace')).toBeNull();
    });
  });
}

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
