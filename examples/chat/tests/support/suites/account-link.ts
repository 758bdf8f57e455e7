import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { useAccountLinks } from '../account-links.js';
import { eras } from '../eras.js';
import { readyCases } from '../fixture.js';
import type { OAuthFixture } from '../oauth.js';
import { connect } from '../server.js';
import { textOf } from '../session.js';

const isModern = eras.some(({ era }: { era: string }) => era === 'modern');

/** Users of the HTTP server connect their accounts: who opens a link must be the user it was made for. */
export function testAccountLink(fixture: OAuthFixture): void {
  const { provider } = fixture;
  const [row] = readyCases(fixture);
  const call = { name: row?.tool ?? '', arguments: row?.args };
  const { service, issuer, base, start } = useAccountLinks(fixture);
  const isBack = (url: URL) => url.href.startsWith(`${base}/callback?`);

  describe(`account links of ${provider}`, () => {
    it('connect the account of the person they were made for', async () => {
      const { person, link, browser, stored } = await start();
      const { status, text } = await browser(person).visit(await link());
      expect(status, text).toBe(200);
      expect(text).toContain('is connected');
      expect(await stored()).toHaveProperty('accessToken');
    });

    it('connect nothing for anybody else, and do not say whose they are', async () => {
      const { person, link, browser, stored } = await start();
      const { status, text, trail } = await browser('mallory').visit(await link());
      expect(status).toBe(403);
      expect(text).not.toContain(person);
      expect(trail.map(({ origin }) => origin)).not.toContain(service().issuer);
      expect(await stored()).toBeNull();
    });

    it('go on in the browser that began', async () => {
      const { person, link, browser, stored } = await start();
      const own = browser(person);
      const { url } = await own.visit(await link(), isBack);
      expect((await browser('mallory').visit(url)).status).toBe(400);
      expect((await browser(person).visit(url)).status).toBe(400);
      expect(await stored()).toBeNull();
      expect((await own.visit(url)).status).toBe(200);
    });

    it('are used once; opening them uses nothing up', async () => {
      const { person, link, browser } = await start();
      const address = await link();
      await browser('preview').visit(address, ({ origin }) => origin === issuer().issuer);
      const own = browser(person);
      const { url } = await own.visit(address, isBack);
      expect((await own.visit(url)).status).toBe(200);
      expect((await own.visit(url)).status).toBe(400);
      expect((await own.visit(address)).status).toBe(400);
    });

    it('take each step once, whatever came of it', async () => {
      const { person, link, browser, stored } = await start();
      const own = browser(person);
      const { url } = await own.visit(await link(), isBack);
      service().intercept = ({ url: path }, response) => {
        if (path !== '/token') return false;
        response.writeHead(503).end();
        return true;
      };
      expect((await own.visit(url)).status).toBe(502);
      service().intercept = undefined;
      expect((await own.visit(url)).status).toBe(400);
      expect(await stored()).toBeNull();
    });

    it('leave out no step, and bring no code to another server', async () => {
      const { person, link, browser, stored } = await start();
      const asked: unknown[] = [];
      service().intercept = ({ url }) => {
        asked.push(url);
        return false;
      };
      const own = browser(person);
      const { url } = await own.visit(await link(), (at) => at.href.startsWith(`${base}/login?`));
      url.pathname = `/${provider}/link/callback`;
      url.searchParams.set('iss', service().issuer);
      expect((await own.visit(url)).status).toBe(400);
      expect(asked).toEqual([]);
      expect(await stored()).toBeNull();
    });

    it('are refused where they are forged or have expired', async () => {
      const { person, link, browser } = await start();
      const address = await link();
      const forged = [base, `${base}?ticket=v1.00000000.AAAA`, address.slice(0, -2)];
      for (const url of forged) expect((await browser(person).visit(url)).status).toBe(400);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
      onTestFinished(() => void vi.useRealTimers());
      expect((await browser(person).visit(address)).status).toBe(400);
    });

    it('keep their steps in cookies that only this server reads', async () => {
      const { server, link } = await start();
      const { pathname, search } = new URL(await link());
      const response = await fetch(server.url + pathname + search, { redirect: 'manual' });
      expect(response.headers.getSetCookie()[0]).toMatch(
        /^__Host-link-[0-9a-f]{24}=v1\.[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
      );
    });

    it.skipIf(!row).each(eras)('stand in the answer of a tool, $era era', async ({ mode }) => {
      const { api, server, person, browser } = await start();
      const client = await connect(`${server.url}/${provider}/mcp`, mode, person);
      onTestFinished(() => client.close());
      const result = await client.callTool(call);
      expect(result.isError).toBe(true);
      expect(api.requests).toEqual([]);
      const [address = ''] = /https:[^\s"]+/.exec(textOf(result)) ?? [];
      expect((await browser(person).visit(address)).status).toBe(200);
      api.answer({ body: row?.answer });
      expect((await client.callTool(call)).isError).not.toBe(true);
    });

    it.skipIf(!row || !isModern)('are opened by clients that can, which call again', async () => {
      const { api, server, person, browser } = await start();
      const client = await connect(`${server.url}/${provider}/mcp`, 'auto', person, { url: {} });
      onTestFinished(() => client.close());
      openLinks(client, (address) => browser(person).visit(address));
      api.answer({ body: row?.answer });
      const result = await client.callTool(call);
      expect(result.isError, textOf(result)).not.toBe(true);
      expect(api.requests).toHaveLength(1);
    });
  });
}

function openLinks(client: Client, open: (address: string) => Promise<unknown>): void {
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    if (params.mode === 'url') await open(params.url);
    return { action: 'accept' };
  });
}
