import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { Browser, oauthProgram } from './visitor.js';

let services: Services;
let site: Site;
beforeAll(async () => {
  services = await startServices();
  site = await startSite({ services });
});
afterAll(async () => {
  await site.close();
  await services.close();
});

const REDIRECT = 'http://127.0.0.1:33333/callback';

/** Opens the page, enters a key, and goes back. */
async function person(url: URL | undefined): Promise<URLSearchParams> {
  const browser = new Browser(site);
  const page = await browser.go(String(url));
  const answer = await browser.submit(page, { apiKey: keyOf('ann') });
  return new URL(answer.moves ?? '').searchParams;
}

const whoami = { name: 'whoami', arguments: {} };

describe.each(['auto', 'legacy'] as const)('a client of SDK v2, %s', (mode) => {
  it('registers, signs in, calls and refreshes', async () => {
    const { kept, auth } = oauthProgram(REDIRECT);
    const endpoint = new URL(`${site.origin}/orders/mcp`);
    const transport = () => new StreamableHTTPClientTransport(endpoint, { authProvider: auth });
    const first = transport();
    await expect(newClient(mode).connect(first)).rejects.toThrow();
    await first.finishAuth(await person(kept.url));
    const client = newClient(mode);
    await client.connect(transport());
    expect(JSON.stringify(await client.callTool(whoami))).toContain('ann');
    kept.tokens = { ...kept.tokens, access_token: 'lost' };
    expect(JSON.stringify(await client.callTool(whoami))).toContain('ann');
    expect(kept.tokens.access_token).not.toBe('lost');
    await client.close();
  });
});

it('signs in a client of SDK v1', async () => {
  const { kept, auth } = oauthProgram(REDIRECT);
  const endpoint = new URL(`${site.origin}/orders/mcp`);
  const transport = () => new OldTransport(endpoint, { authProvider: auth });
  const first = transport();
  const about = { name: 'test', version: '1' };
  await expect(new OldClient(about).connect(first as never)).rejects.toThrow();
  await first.finishAuth((await person(kept.url)).get('code') ?? '');
  const client = new OldClient(about);
  await client.connect(transport());
  expect(JSON.stringify(await client.callTool(whoami))).toContain('ann');
  await client.close();
});
