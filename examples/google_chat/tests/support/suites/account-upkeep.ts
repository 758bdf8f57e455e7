import { describe, expect, it, onTestFinished } from 'vitest';
import { configOf } from '../../../src/core/config.js';
import { openRecords } from '../../../src/core/credentials/open-records.js';
import { recordId } from '../../../src/core/credentials/store.js';
import { ORIGIN, useAccountLinks } from '../account-links.js';
import { apiScopes } from '../authorization-server.js';
import { Browser } from '../browser.js';
import { readyCases } from '../fixture.js';
import type { OAuthFixture } from '../oauth.js';
import { connect } from '../server.js';
import { textOf } from '../session.js';

/** What users of the HTTP server can do about an account that is connected. */
export function testAccountUpkeep(fixture: OAuthFixture): void {
  const { provider } = fixture;
  const [row] = readyCases(fixture);
  const call = { name: row?.tool ?? '', arguments: row?.args };
  const scopes = apiScopes(configOf(provider).scopes ?? []);
  const { service, base, start } = useAccountLinks(fixture);

  describe(`connected accounts of ${provider}`, () => {
    it('are undone by their person, who is asked first', async () => {
      const { person, link, browser, stored } = await start();
      const own = browser(person);
      await own.visit(await link());
      const asked = await own.visit(`${base}/disconnect`);
      expect(asked.text).toContain('Disconnect ');
      expect(await stored()).not.toBeNull();
      const [, done = ''] = /href="([^"]*disconnect\/done[^"]*)"/.exec(asked.text) ?? [];
      const forged = new URL(done);
      forged.searchParams.set('ticket', new URL(await link()).searchParams.get('ticket') ?? '');
      expect((await own.visit(forged)).status).toBe(400);
      expect(await stored()).not.toBeNull();
      expect((await own.visit(done)).status).toBe(200);
      expect(await stored()).toBeNull();
      expect((await own.visit(done)).status).toBe(400);
    });

    it.skipIf(scopes.length < 2)('name what the person did not allow', async () => {
      const { api, server, person, link } = await start();
      const tunnels = { [ORIGIN]: server.url };
      const sparing = new Browser(person, tunnels, { [new URL(service().issuer).host]: 'sparing' });
      const { text } = await sparing.visit(await link());
      expect(text).toContain(`Not granted: ${scopes.at(-1)}`);
      if (!row) return;
      const client = await connect(`${server.url}/${provider}/mcp`, 'auto', person);
      onTestFinished(() => client.close());
      api.answer({ status: 403 });
      const said = textOf(await client.callTool(call));
      expect(said).toContain(`Not granted: ${scopes.at(-1)}`);
      expect(said).toContain(`${base}?ticket=`);
    });

    it.skipIf(!row)('replace what cannot be read', async () => {
      const { server, person, userId, link, browser } = await start();
      await browser(person).visit(await link());
      await (await openRecords(provider)).put(recordId(provider, userId), 'damaged');
      const client = await connect(`${server.url}/${provider}/mcp`, 'auto', person);
      onTestFinished(() => client.close());
      const said = textOf(await client.callTool(call));
      expect(said).toContain('cannot be used');
      expect(said).toContain(`${base}?ticket=`);
    });
  });
}
