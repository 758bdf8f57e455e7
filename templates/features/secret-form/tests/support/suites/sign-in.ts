import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadProvider } from '../../../src/core/loader.js';
import { providers } from '../../../src/providers/index.js';
import { eras } from '../eras.js';
import type { ProviderFixture, SignIn } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { session, setEnvironment, textOf } from '../session.js';

/** The local page that takes a person's secret, and what becomes of it. */
export function testSignIn(fixture: ProviderFixture & { signIn(secret: string): SignIn }): void {
  const { provider, prefix, signIn } = fixture;
  const [row] = readyCases(fixture);
  const variables = Object.keys(signIn('').environment ?? {});
  const unset = Object.fromEntries(variables.map((name) => [name, '']));

  async function start(userId: string) {
    setEnvironment(prefix, unset);
    const { serverAuth, apiAuth } = await loadProvider(providers, provider);
    const server = await serverAuth.runAuthServer({ host: '127.0.0.1', port: 0, userId });
    onTestFinished(() => server.close());
    const page = await fetch(server.url);
    const html = await page.text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const origin = new URL(server.url).origin;
    const send = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${origin}/auth/callback`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
      });
    return { apiAuth, server, origin, page, html, ticket, send };
  }

  describe(`sign-in to ${provider}`, () => {
    it('takes a secret once, stores it for this user and ends', async () => {
      const { apiAuth, server, origin, page, html, ticket, send } = await start('dana');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(html).not.toContain('<script');
      expect(await (await fetch(`${origin}/status`)).json()).toEqual({ authenticated: false });
      const { credentials: form } = signIn('a-secret-of-dana');
      const answer = await send({ ...form, ticket });
      expect(answer.status).toBe(200);
      expect(await server.done).toBe('signed-in');
      expect(await apiAuth.getCredentials('dana')).toEqual(form);
      expect(await apiAuth.getCredentials('eve')).toBeNull();
    });

    it('keeps the secret sealed, in files of this user only', async () => {
      const { apiAuth } = await start('frank');
      await apiAuth.saveCredentials('frank', signIn('a-secret-of-frank').credentials as never); // typed by the provider
      const folder = process.env.MCP_DATA_DIR ?? '';
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile());
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) {
        expect(readFileSync(file, 'utf8')).not.toContain('a-secret-of-frank');
        if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
      }
    });

    it('stores nothing that another page or site sends', async () => {
      const { apiAuth, ticket, send } = await start('grace');
      const { credentials: form } = signIn('stolen');
      expect((await send({ ...form, ticket: 'guessed' })).status).toBe(400);
      expect((await send({ ...form, ticket }, { origin: 'https://evil.example' })).status).toBe(
        403,
      );
      expect((await send({ ticket })).status).toBe(400);
      expect(await apiAuth.getCredentials('grace')).toBeNull();
    });

    it('answers on this machine only', async () => {
      const { serverAuth } = await loadProvider(providers, provider);
      const start = serverAuth.runAuthServer({ host: '0.0.0.0', port: 0, userId: 'local' });
      await expect(start).rejects.toThrow('this machine only');
    });

    it('lets the environment win', async () => {
      const { apiAuth } = await loadProvider(providers, provider);
      const { environment = {}, credentials } = signIn('from-the-environment');
      setEnvironment(prefix, environment);
      expect(await apiAuth.getCredentials('heidi')).toEqual(credentials);
    });

    it.skipIf(!row).each(eras)('says how to sign in, $era era', async ({ mode }) => {
      const { client, api } = await session(fixture, mode);
      setEnvironment(prefix, unset);
      const result = await client.callTool({ name: row?.tool ?? '', arguments: row?.args });
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain(`run auth -- --provider ${provider}`);
      expect(api.requests).toEqual([]);
    });
  });
}
