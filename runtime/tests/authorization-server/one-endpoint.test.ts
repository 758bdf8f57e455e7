import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, type SiteOptions, startSite } from './site.js';
import { ask, client, type Shown } from './visitor.js';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

const namesOf = async (site: Site, token: string) =>
  (await ask(site, '/mcp', token, 'tools/list', {})).result?.tools?.map(({ name }) => name).sort();

/** Signs in at all doors, with a key and as somebody at the service; an empty text skips a door. */
async function enter(site: Site, { key = keyOf('ann'), who = 'ada' } = {}) {
  const visitor = client(site);
  const id = await visitor.registered();
  const browser = visitor.browser();
  const pages: Shown[] = [];
  services.forge.who = who;
  const signedIn = await visitor.signIn({
    id,
    browser,
    resource: `${site.origin}/mcp`,
    fill: async (page) => {
      const next = await browser.submit(page, key === '' ? { skip: '1' } : { apiKey: key });
      pages.push(page, next);
      return browser.submit(next, who === '' ? { skip: '1' } : {});
    },
  });
  const resource = `${site.origin}/mcp`;
  const tokens = signedIn.code === '' ? undefined : await signedIn.exchange({ resource });
  return { visitor, id, pages, answer: signedIn.answer, tokens, token: tokens?.access_token ?? '' };
}

describe('one address for two providers and a gate', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({
      services,
      providers: ['orders', 'forge', 'notes'],
      replicas: 2,
      env: { MCP_GATE: 'open' },
    });
  });
  afterAll(() => site.close());
  const call = (token: string, name: string, args = {}) =>
    client(site).call(token, name, '/mcp', args);

  it('has a door for each account, one after the other', async () => {
    const { pages, token } = await enter(site);
    expect(pages.map(({ text }) => /\d of 2\./.exec(text)?.[0])).toEqual(['1 of 2.', '2 of 2.']);
    expect(await namesOf(site, token)).toEqual([
      'forge_list_repositories',
      'forge_whoami',
      'notes_add_note',
      'orders_list_orders',
      'orders_whoami',
    ]);
    expect((await call(token, 'orders_whoami')).text).toContain('ann');
    expect((await call(token, 'forge_whoami')).text).toContain('ada');
    expect((await call(token, 'notes_add_note', { text: 'x' })).text).toBe('noted x');
    expect((await client(site).call(token, 'whoami')).status).toBe(401); // at /orders/mcp
  });

  it('opens no account that was not proven in this sign-in', async () => {
    await enter(site, { key: keyOf('team'), who: 'curie' });
    const { token } = await enter(site, { key: keyOf('team'), who: '' });
    expect(await call(token, 'forge_whoami')).toMatchObject({ status: 403, text: '' });
    expect((await call(token, 'orders_whoami')).text).toContain('team');
  });

  it('asks for the account, and for the scopes, that a call needs and its caller lacks', async () => {
    const { visitor, id, token } = await enter(site, { key: keyOf('bob'), who: '' });
    const { challenge } = await call(token, 'forge_whoami');
    expect(challenge).toContain('error="insufficient_scope"');
    const [, scope = ''] = / scope="([^"]+)"/.exec(challenge) ?? [];
    expect(scope.split(' ')).toContain('forge');
    const step = async (asked: string) => {
      services.forge.who = 'hopper';
      const browser = visitor.browser();
      const signedIn = await visitor.signIn({
        id,
        browser,
        resource: `${site.origin}/mcp`,
        query: { scope: asked },
        fill: async (page) => browser.submit(await browser.submit(page, { apiKey: keyOf('bob') })),
      });
      return signedIn.exchange({ resource: `${site.origin}/mcp` });
    };
    const { access_token: connected } = await step(scope);
    expect((await call(connected, 'forge_whoami')).text).toContain('hopper');
    expect((await call(connected, 'orders_whoami')).text).toContain('bob');
    const narrow = await step('profile');
    const refused = await call(narrow.access_token, 'forge_list_repositories');
    expect([refused.status, refused.challenge]).toEqual([
      403,
      expect.stringContaining('scope="repositories"'),
    ]);
    const wide = await step('repositories');
    expect((await call(wide.access_token, 'forge_list_repositories')).status).toBe(200);
  });

  it('connects nothing where every door is skipped', async () => {
    const { answer } = await enter(site, { key: '', who: '' });
    expect(answer.moves).toContain('error=access_denied');
  });

  it('ends an account that the API rejects, and asks for it, while others go on', async () => {
    services.keys.set('short-lived', 'eve');
    const { visitor, id, token, tokens } = await enter(site, {
      key: 'short-lived',
      who: 'noether',
    });
    services.keys.delete('short-lived');
    expect((await call(token, 'orders_whoami')).result?.isError).toBe(true);
    await expect
      .poll(async () => (await call(token, 'orders_whoami')).status, {
        timeout: 20_000,
        interval: 200,
      })
      .toBe(401);
    expect((await call(token, 'forge_whoami')).text).toContain('noether');
    expect((await visitor.refresh(id, tokens?.refresh_token ?? '')).error).toBe('invalid_grant');
  });

  it.each(['auto', 'legacy'] as const)('serves a client of SDK v2, %s', async (mode) => {
    const { token } = await enter(site);
    const sdk = newClient(mode);
    const headers = { authorization: `Bearer ${token}` };
    await sdk.connect(
      new StreamableHTTPClientTransport(new URL(`${site.origin}/mcp`), {
        requestInit: { headers },
      }),
    );
    expect((await sdk.listTools()).tools).toHaveLength(5);
    expect(JSON.stringify(await sdk.callTool({ name: 'orders_whoami', arguments: {} }))).toContain(
      'ann',
    );
    await sdk.close();
  });
});

describe('the operator chooses what is there', () => {
  const options = (env: Record<string, string>): SiteOptions => ({
    services,
    providers: ['orders', 'forge'],
    env,
  });

  it.each([
    [{ MCP_READ_ONLY: 'true' }, ['orders_list_orders']],
    [{ MCP_TOOLS: 'orders_whoami forge_list_*' }, ['forge_list_repositories', 'orders_whoami']],
    [{ MCP_READ_ONLY: 'true', MCP_TOOLS: 'orders_*' }, ['orders_list_orders']],
  ])('%j', async (env, names) => {
    const site = await startSite(options(env));
    const { token } = await enter(site);
    expect(await namesOf(site, token)).toEqual(names);
    const missing = ['orders_whoami', 'orders_list_orders', 'forge_whoami'].filter(
      (name) => !names.includes(name),
    );
    for (const name of missing) {
      const refused = await client(site).call(token, name, '/mcp');
      expect(refused.result === undefined || refused.result.isError).toBe(true);
    }
    expect((await client(site).call(token, names[0] ?? '', '/mcp')).result?.isError).not.toBe(true);
    await site.close();
  });

  it('and is told of a name that no tool has', async () => {
    await expect(startSite(options({ MCP_TOOLS: 'orders_x*' }))).rejects.toThrow('MCP_TOOLS');
  });
});

it('is the endpoint of the only provider, with the same names and tokens', async () => {
  const site = await startSite({ services });
  const visitor = client(site);
  const id = await visitor.registered();
  for (const resource of [`${site.origin}/mcp`, `${site.origin}/orders/mcp`]) {
    const { access_token: token } = await (
      await visitor.signIn({ id, resource })
    ).exchange({ resource });
    for (const path of ['/mcp', '/orders/mcp'])
      expect((await visitor.call(token, 'whoami', path)).text).toContain('ann');
  }
  await site.close();
});

it('finds and calls the tools of all providers by search where there are many', async () => {
  const site = await startSite({
    services,
    providers: ['orders', 'many'],
    env: { MCP_GATE: 'open' },
  });
  const visitor = client(site);
  const id = await visitor.registered();
  const resource = `${site.origin}/mcp`;
  const { access_token: token } = await (
    await visitor.signIn({ id, resource })
  ).exchange({ resource });
  const names = (await namesOf(site, token)) ?? [];
  expect(names).toContain('find_all_operations');
  expect(names.length).toBeLessThan(6);
  const found = await visitor.call(token, 'find_all_operations', '/mcp', {
    wordings: ['who am I at orders'],
  });
  expect(found.text).toContain('orders_whoami');
  const call = (operation: string, kind: string) =>
    visitor.call(token, `call_all_${kind}`, '/mcp', { operation, arguments: {} });
  expect((await call('many_read_shelf_42', 'read')).text).toBe('shelf 42');
  expect((await call('orders_list_orders', 'read')).text).toContain('ann');
  await site.close();
});
