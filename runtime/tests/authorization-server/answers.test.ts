import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';
import { memoryStore } from '../stores/memory-store.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { ask, Browser, CLAUDE, client, pkce } from './visitor.js';

/** What public reports about servers, hosts and libraries show to go wrong: each answer in its own protocol. */
let services: Services;
let site: Site;
let visitor: ReturnType<typeof client>;
let id: string;
const { store, state } = memoryStore();
const APP = 'https://app.example';
beforeAll(async () => {
  services = await startServices();
  site = await startSite({
    services,
    providers: ['orders', 'forge'],
    env: { TOKEN_STORE: 'memory://here' },
    stores: [store],
  });
  visitor = client(site);
  id = await visitor.registered();
});
afterAll(async () => {
  await site.close();
  await services.close();
});
beforeEach(() => {
  state.fails = false;
  services.orders.status = 200;
  Object.assign(services.forge, { error: '', status: 200 });
});
const forge = () => `${site.origin}/forge/mcp`;
const backOf = (moves: string | undefined) => Object.fromEntries(new URL(moves ?? '').searchParams);

describe('a sign-in', () => {
  it.each([403, 404, 429, 500, 503])(
    'needs a positive answer of the API, which a %s is not',
    async (status) => {
      services.orders.status = status;
      const { answer } = await visitor.signIn({ id });
      expect(answer).toMatchObject({ status: 503, moves: undefined, action: '/oauth/authorize' });
      expect(answer.text).toContain('Nothing was stored');
      services.orders.status = 200;
      const again = await visitor.signIn({ id, fill: () => visitor.browser().go(site.origin) });
      expect((await visitor.fill(again.page, { apiKey: keyOf('ann') })).moves).toContain('code=');
    },
  );

  it.each([
    ['access_denied', { error: 'access_denied' }],
    ['server_error', { error: 'server_error' }],
    ['server_error', { error: 'invalid_scope' }],
    ['temporarily_unavailable', { status: 500 }],
  ])('tells the client of "%s" at the service: %j', async (error, state) => {
    Object.assign(services.forge, state);
    const { answer } = await visitor.signIn({ id, resource: forge() });
    expect(backOf(answer.moves)).toMatchObject({ error, state: 's1', iss: site.origin });
    expect(new URL(answer.moves ?? '').origin).toBe('https://claude.ai');
  });

  it('tells the client that its user has cancelled, or that the store fails', async () => {
    const cancelled = await visitor.signIn({
      id,
      fill: (page) => visitor.fill(page, { cancel: '1' }),
    });
    expect(backOf(cancelled.answer.moves)).toMatchObject({ error: 'access_denied', state: 's1' });
    const failed = await visitor.signIn({
      id,
      key: keyOf('bob'),
      fill: (page) => {
        state.fails = true;
        return visitor.fill(page, { apiKey: keyOf('bob') });
      },
    });
    expect(backOf(failed.answer.moves)).toMatchObject({ error: 'temporarily_unavailable' });
  });

  it('is counted and logged, without secrets', async () => {
    site.events.length = site.log.length = 0;
    await visitor.signIn({ id });
    await visitor.signIn({ id, key: 'no such key' });
    services.forge.error = 'access_denied';
    await visitor.signIn({ id, resource: forge() });
    expect(site.events).toEqual([
      { type: 'sign-in', provider: 'orders', outcome: 'ok' },
      { type: 'sign-in', provider: 'orders', outcome: 'rejected' },
      { type: 'sign-in', provider: 'forge', outcome: 'declined' },
    ]);
    const [line = '{}'] = site.log;
    expect(JSON.parse(line)).toMatchObject({
      message: 'sign-in',
      provider: 'orders',
      client: '“Claude”',
    });
    expect(site.log.join()).not.toMatch(/no such key|key-of-ann/);
  });

  it('has one small cookie, however many pages are open', async () => {
    const browser = visitor.browser();
    const pages = [];
    for (let count = 0; count < 40; count++) {
      const { page } = await visitor.signIn({ id, browser, fill: async (shown) => shown });
      pages.push(page);
    }
    expect(browser.cookies.size).toBe(1);
    for (const page of [pages[0], pages[39]])
      expect((await browser.submit(page as never, { apiKey: keyOf('ann') })).moves).toContain(
        'code=',
      );
    const away = await Promise.all(
      Array.from({ length: 20 }, () => visitor.signIn({ id, browser, resource: forge() })),
    );
    expect(away.every(({ code }) => code !== '')).toBe(true);
  });

  it('goes on in each of the pages that a browser opens at once', async () => {
    const browser = visitor.browser();
    const open = () => visitor.signIn({ id, browser, fill: async (shown) => shown });
    const pages = await Promise.all([open(), open(), open()]);
    for (const { page } of [...pages, await open()])
      expect((await browser.submit(page, { apiKey: keyOf('ann') })).moves).toContain('code=');
  });

  it('ends no grant of another client, however many it makes', async () => {
    const other = await (
      await visitor.signIn({
        id: await visitor.registered(APP + '/cb', 'App'),
        redirectUri: APP + '/cb',
      })
    ).exchange({ redirect_uri: APP + '/cb' });
    for (let count = 0; count < 52; count++) await (await visitor.signIn({ id })).exchange();
    expect((await visitor.call(other.access_token, 'whoami')).status).toBe(200);
  });
});

describe('web pages of other origins', () => {
  it.each([
    ['GET', '/.well-known/oauth-authorization-server', 200],
    ['GET', '/.well-known/oauth-protected-resource/orders/mcp', 200],
    ['POST', '/oauth/register', 400],
    ['POST', '/oauth/token', 400],
    ['POST', '/oauth/revoke', 400],
    ['POST', '/orders/mcp', 401],
  ])('can request %s %s', async (method, path, status) => {
    const url = site.origin + path;
    const response = await fetch(url, { method, headers: { origin: APP } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      status,
      '*',
    ]);
    const asked = {
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization, mcp-protocol-version',
    };
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: APP, ...asked } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe(
      'authorization, mcp-protocol-version',
    );
  });

  it('can call with a token, and read why they cannot', async () => {
    const { access_token: token } = await (await visitor.signIn({ id })).exchange();
    const called = await ask(site, '/orders/mcp', token, 'tools/list', {}, { origin: APP });
    expect([called.status, called.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const denied = await ask(site, '/orders/mcp', undefined, 'tools/list', {}, { origin: APP });
    expect(denied.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
  });
});

describe('clients', () => {
  it('that the server has forgotten get an error that says so, and can register again', async () => {
    const { refresh_token: held } = await (await visitor.signIn({ id })).exchange();
    for (const unknown of ['gone', 'v1.00000000.AAAA', ''])
      expect(await visitor.refresh(unknown, held)).toMatchObject({
        status: 401,
        error: 'invalid_client',
      });
    const { page } = await visitor.signIn({ id: 'gone', fill: async (shown) => shown });
    expect(page).toMatchObject({ status: 400, moves: undefined });
    expect(page.text).toContain('Back to claude.ai');
    expect(page.text).toContain('error=invalid_client');
  });

  it('that try to authenticate are told how', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`${id}:x`).toString('base64')}` };
    const refused = await visitor.token({ grant_type: 'refresh_token', refresh_token: 'x' }, basic);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="OAuth"',
    ]);
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['com.example.app:/cb', 'com.example.app:/cb?'],
    ['https://app.example/cb?a=b%20c&flag', 'https://app.example/cb?a=b%20c&flag&'],
    ['https://app.example/cb?', 'https://app.example/cb?'],
    ['HTTPS://App.example/cb', 'HTTPS://App.example/cb?'],
    ['http://127.0.0.1:7/cb?x=1', 'http://127.0.0.1:7/cb?x=1&'],
  ])('get %s back to the letter', async (redirectUri, start) => {
    const own = await visitor.registered(redirectUri);
    const { answer, exchange } = await visitor.signIn({ id: own, redirectUri });
    expect(answer.moves?.slice(0, start.length + 5)).toBe(`${start}code=`);
    expect((await exchange()).status).toBe(200);
  });

  it.each([
    [{ client_name: null, logo_uri: 7, grant_types: 'none' }],
    [{ client_name: 42, scope: ['x'], redirect_uris: [CLAUDE, CLAUDE] }],
  ])('register whatever else they state: %j', async (metadata) => {
    const made = await visitor.register({ redirect_uris: [CLAUDE], ...metadata });
    expect((await visitor.signIn({ id: made.client_id })).code).not.toBe('');
  });

  it('are refused at once, or can be used', async () => {
    const uris = Array.from(
      { length: 20 },
      (_, at) => `https://app.example/${at}${'x'.repeat(800)}`,
    );
    expect((await visitor.register({ redirect_uris: uris })).error).toBe('invalid_client_metadata');
    const long = [`https://app.example/${'x'.repeat(1_900)}`];
    const made = await visitor.register({ redirect_uris: long });
    const query = { state: 'y'.repeat(2_000) };
    const signedIn = { id: made.client_id, redirectUri: long[0] ?? '', query };
    expect((await visitor.signIn(signedIn)).code).not.toBe('');
    expect((await visitor.signIn({ ...signedIn, resource: forge() })).code).not.toBe('');
  });
});

describe('resources and scopes', () => {
  const open = (more: [string, string][]) =>
    visitor.browser().go(
      `${site.origin}/oauth/authorize?${new URLSearchParams([
        ...Object.entries({
          response_type: 'code',
          client_id: id,
          redirect_uri: CLAUDE,
          code_challenge: pkce().challenge,
          code_challenge_method: 'S256',
        }),
        ...more,
      ]).toString()}`,
    );
  const own = () => `${site.origin}/orders/mcp`;

  it('compares resources as URLs, at each step', async () => {
    const spelt = own().replace('http:', 'HTTP:');
    const { exchange } = await visitor.signIn({ id, resource: spelt });
    const tokens = await exchange({ resource: spelt });
    expect(tokens.status).toBe(200);
    expect((await visitor.refresh(id, tokens.refresh_token, { resource: spelt })).status).toBe(200);
  });

  it('accepts the same one twice, and not two', async () => {
    expect(
      (
        await open([
          ['resource', own()],
          ['resource', own()],
        ])
      ).status,
    ).toBe(200);
    const two = await open([
      ['resource', own()],
      ['resource', forge()],
    ]);
    expect([two.status, two.text]).toEqual([400, expect.stringContaining('error=invalid_target')]);
    expect((await open([['resource', `${own()}#x`]])).status).toBe(400);
  });

  it.each([
    ['', 'repositories'],
    [' ', 'repositories'],
    ['offline_access', ''],
    [' offline_access', ''],
    ['forge', ''],
    ['orders offline_access', ''],
    ['openid profile', ''],
    ['Repositories', ''],
    ['repositories admin', 'repositories'],
    ['repositories offline_access', 'repositories'],
  ])('grants for the scope "%s" "%s"', async (scope, granted) => {
    const { exchange } = await visitor.signIn({ id, resource: forge(), query: { scope } });
    expect((await exchange({ resource: forge() })).scope).toBe(granted);
  });

  it('names the scopes in a 401, and an error only of a token', async () => {
    const { challenge } = await visitor.call(undefined, 'whoami', '/forge/mcp');
    expect(challenge).toContain('scope="repositories"');
    expect(challenge).not.toContain('error');
    expect((await visitor.call('bad', 'whoami')).challenge).toContain('error="invalid_token"');
  });
});

describe('while the store fails', () => {
  it('says so in the protocol of each endpoint, and ends nothing', async () => {
    const signedIn = await visitor.signIn({ id });
    const tokens = await signedIn.exchange();
    state.fails = true;
    const failed = await visitor.refresh(id, tokens.refresh_token);
    expect(failed).toMatchObject({ status: 503, error: 'temporarily_unavailable' });
    expect((await visitor.revoke(id, tokens.refresh_token)).status).toBe(503);
    state.fails = false;
    expect((await visitor.refresh(id, tokens.refresh_token)).status).toBe(200);
  });
});

describe('metadata documents', () => {
  it('are limited for each host and source, asked for once at a time, and kept only as long as they may be', async () => {
    const asked: string[] = [];
    const host = (respondsTo: (path: string) => boolean) =>
      listenOnLoopback(
        createServer(({ url = '', headers }, response) => {
          asked.push(url);
          response.setHeader('cache-control', 'no-store');
          const document = {
            client_id: `http://${headers.host}${url}`,
            redirect_uris: ['bad', 7, CLAUDE],
          };
          if (respondsTo(url)) setTimeout(() => response.end(JSON.stringify(document)), 300);
          else response.write('{');
        }),
      );
    const [slow, quick] = [await host((path) => path === '/client'), await host(() => true)];
    const open = (client: string, source?: string) => {
      const query = {
        response_type: 'code',
        client_id: client,
        redirect_uri: CLAUDE,
        code_challenge: pkce().challenge,
        code_challenge_method: 'S256',
      };
      const headers = { ...(source !== undefined && { 'x-forwarded-for': source }) };
      return visitor.browser().go(visitor.authorizeUrl(query), { headers });
    };
    const hanging = Array.from({ length: 12 }, (_, at) => open(`${slow.origin}/${at}`));
    const pages = [
      await open(`${quick.origin}/client`),
      await open(`${quick.origin}/client`),
      await open(`${slow.origin}/client`, '203.0.113.7'),
      ...(await Promise.all(Array.from({ length: 8 }, () => open(`${quick.origin}/client`)))),
    ];
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
    expect(asked.filter((path) => path === '/client')).toHaveLength(4);
    expect(asked.length).toBeLessThanOrEqual(8);
    await slow.close();
    expect((await Promise.all(hanging)).every(({ status }) => status >= 400)).toBe(true);
    await quick.close();
  });
});

it('answers HEAD of the page', async () => {
  const browser = new Browser(site);
  const url = visitor.authorizeUrl({
    response_type: 'code',
    client_id: id,
    redirect_uri: CLAUDE,
    code_challenge: pkce().challenge,
    code_challenge_method: 'S256',
    resource: `${site.origin}/orders/mcp`,
  });
  expect((await browser.go(url, { method: 'HEAD' })).status).toBe(200);
});
