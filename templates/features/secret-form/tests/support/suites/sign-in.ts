import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../../src/core/config.js';
import { loadProvider } from '../../../src/core/loader.js';
import { verifiedPrincipal } from '../../../src/core/principal.js';
import { providers } from '../../../src/providers/index.js';
import { eras } from '../eras.js';
import type { ProviderFixture, SignIn } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { session, setEnvironment, textOf } from '../session.js';

/** The local page that takes a person's secret, and what becomes of it. */
export function testSignIn(fixture: ProviderFixture & { signIn(secret: string): SignIn }): void {
  const { provider, prefix, signIn } = fixture;
  const [row] = readyCases(fixture);
  const { environment = {}, credentials: operator } = signIn('of-the-operator');
  const variables = Object.keys(environment);
  const unset = Object.fromEntries(variables.map((name) => [name, '']));

  async function start(userId: string) {
    setEnvironment(prefix, unset);
    const { serverAuth, apiAuth } = await loadProvider(providers, provider);
    const server = await serverAuth.runAuthServer({ host: '127.0.0.1', port: 0, userId });
    onTestFinished(() => server.close());
    const page = await fetch(server.url);
    const html = await page.text();
    const token = /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const { origin } = new URL(server.url);
    const send = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${origin}/auth/callback`, {
        method: 'POST',
        headers: { ...headersOfForm(page), ...headers },
        body: new URLSearchParams({ form_token: token, ...form }),
      });
    return { apiAuth, server, origin, page, html, send };
  }

  describe(`sign-in to ${provider}`, () => {
    it('takes a secret once, stores it for this user and ends', async () => {
      const { apiAuth, server, origin, page, html, send } = await start('dana');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(html).not.toContain('<script');
      expect(await (await fetch(`${origin}/status`)).json()).toEqual({ authenticated: false });
      const { credentials: form } = signIn('a-secret-of-dana');
      const answer = await send(form);
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
      const { apiAuth, send } = await start('grace');
      const { credentials: form } = signIn('stolen');
      expect((await send({ ...form, form_token: 'guessed' })).status).toBe(400);
      for (const origin of ['https://evil.example', 'null']) {
        expect((await send(form, { origin })).status).toBe(403);
      }
      expect(await apiAuth.getCredentials('grace')).toBeNull();
    });

    it('says which field cannot be right, and stores nothing', async () => {
      const { apiAuth, send } = await start('ivan');
      const { credentials: form } = signIn('fine');
      for (const name of Object.keys(form)) {
        for (const wrong of ['', 'a\tb:']) {
          const answer = await send({ ...form, [name]: wrong });
          expect(answer.status).toBe(400);
          expect(await answer.text()).toMatch(/ (is empty|must (not )?[a-z]+ [\w ]+)\. Nothing/);
        }
      }
      expect(await apiAuth.getCredentials('ivan')).toBeNull();
    });

    it('answers on this machine only', async () => {
      const { serverAuth } = await loadProvider(providers, provider);
      const start = serverAuth.runAuthServer({ host: '0.0.0.0', port: 0, userId: 'local' });
      await expect(start).rejects.toThrow('this machine only');
    });

    it('serves people on this machine from the environment', async () => {
      const { apiAuth } = await loadProvider(providers, provider);
      setEnvironment(prefix, environment);
      expect(await apiAuth.getCredentials('heidi')).toEqual(operator);
      setEnvironment(prefix, { ...environment, [variables.at(-1) ?? '']: 'line\nbreak' });
      await expect(apiAuth.getCredentials('heidi')).rejects.toThrow(
        `${prefix}_${variables.at(-1)} must`,
      );
    });

    it('serves callers from elsewhere with what is stored for them', async () => {
      const { apiAuth } = await loadProvider(providers, provider);
      const { userId } = verifiedPrincipal('https://issuer.example', 'alice');
      setEnvironment(prefix, environment);
      expect(await apiAuth.getCredentials(userId)).toBeNull();
      const { credentials } = signIn('of-alice');
      await apiAuth.saveCredentials(userId, credentials as never); // typed by the provider
      expect(await apiAuth.getCredentials(userId)).toEqual(credentials);
    });

    it('serves them from the environment where all share one account', async () => {
      const { apiAuth } = await loadProvider(providers, provider);
      const { userId } = verifiedPrincipal('https://issuer.example', 'bob');
      setEnvironment(prefix, environment);
      const entry = loadConfig()[provider];
      Object.assign(entry ?? {}, { shared_credentials: true });
      onTestFinished(() => void delete entry?.shared_credentials);
      expect(await apiAuth.getCredentials(userId)).toEqual(operator);
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

/** What a browser adds to a form of this page: without a referrer there is no origin either (Fetch standard, section 3.3). */
function headersOfForm(page: Response): Record<string, string> {
  const { origin } = new URL(page.url);
  const isHidden = page.headers.get('referrer-policy') === 'no-referrer';
  return {
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    origin: isHidden ? 'null' : origin,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
}
