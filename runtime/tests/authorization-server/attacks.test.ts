import { createServer, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { ask, type Browser, CLAUDE, client, isRefusal, pkce, type Shown } from './visitor.js';

/** A row is one attack: what it must not get. */
let services: Services;
let site: Site;
let visitor: ReturnType<typeof client>;
let claude: string;
let evil: string;
const EVIL = 'https://evil.example/cb';

/** A host of metadata documents, with a place that must not be reached. */
let host: Awaited<ReturnType<typeof listenOnLoopback>>;
let reached = 0;
const documents: Record<
  string,
  (id: string) => { status?: number; location?: string; body?: unknown; hangs?: boolean }
> = {
  '/good': (id) => ({ body: { ...GOOD, client_id: id } }),
  '/named': (id) => ({ body: { ...GOOD, client_name: 'Claude (claude.ai)', client_id: id } }),
  '/redirect': () => ({ status: 302, location: '/secret' }),
  '/other': (id) => ({ body: { ...GOOD, client_id: id.replace('other', 'good') } }),
  '/large': (id) => ({ body: { ...GOOD, client_id: id, pad: 'x'.repeat(100_000) } }),
  '/slow': () => ({ hangs: true }),
  '/html': () => ({ body: '<html>' }),
  '/shared': (id) => ({ body: { ...GOOD, client_id: id, client_secret: 'x' } }),
  '/jwt': (id) => ({
    body: { ...GOOD, client_id: id, token_endpoint_auth_method: 'private_key_jwt' },
  }),
  '/script': (id) => ({ body: { ...GOOD, client_id: id, redirect_uris: ['javascript:alert(1)'] } }),
  '/list': () => ({ body: [GOOD] }),
};
const GOOD = { redirect_uris: [CLAUDE], client_name: 'Claude', token_endpoint_auth_method: 'none' };

beforeAll(async () => {
  services = await startServices();
  site = await startSite({ services, providers: ['orders', 'forge'] });
  visitor = client(site);
  const { client_id: id } = await visitor.register({
    client_name: 'Claude',
    redirect_uris: [
      CLAUDE,
      'http://127.0.0.1/callback',
      'cursor://anysphere.cursor-mcp/oauth/callback',
    ],
  });
  claude = id;
  evil = await visitor.registered(EVIL);
  host = await listenOnLoopback(
    createServer((request, response) => {
      const { url = '' } = request;
      if (url.startsWith('/secret')) reached++;
      const {
        status = 200,
        location,
        body,
        hangs,
      } = documents[url]?.(host.origin + url) ?? { status: 404 };
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(location !== undefined && { location }),
      });
      if (hangs === true) response.write('{');
      else response.end(typeof body === 'string' ? body : JSON.stringify(body));
    }),
  );
});
afterAll(async () => {
  await site.close();
  await services.close();
  await host.close();
});

const base = () => ({
  response_type: 'code',
  redirect_uri: CLAUDE,
  code_challenge: pkce().challenge,
  code_challenge_method: 'S256',
  state: 's',
  resource: `${site.origin}/orders/mcp`,
});
const open = (fields: Record<string, string>, browser = visitor.browser()): Promise<Shown> =>
  browser.go(visitor.authorizeUrl({ ...base(), ...fields }));
const refuses = async (fields: Record<string, string>) =>
  void expect(await open(fields)).toSatisfy(isRefusal);

describe('metadata documents', () => {
  it.each(Object.keys(documents).filter((path) => !['/good', '/named'].includes(path)))(
    'refuses %s',
    async (path) => {
      await refuses({ client_id: host.origin + path });
      expect(reached).toBe(0);
    },
  );

  it.each(['/good#x', '/a/../good', '', '/good '])('refuses the address …%s', (end) =>
    refuses({ client_id: host.origin + end }),
  );

  it('refuses an address with a login', () =>
    refuses({ client_id: `${host.origin.replace('//', '//user:pw@')}/good` }));

  it('accepts a good one', async () => {
    expect(await open({ client_id: `${host.origin}/good` })).toMatchObject({
      status: 200,
      action: '/oauth/authorize',
    });
  });
});

describe('a server with a public address', () => {
  let remote: Site;
  beforeAll(async () => {
    remote = await startSite({ services, env: { MCP_PUBLIC_URL: 'https://tools.example.com' } });
  });
  afterAll(() => remote.close());

  /** As its proxy sends it. */
  const through = (path: string, body?: string, more: Record<string, string> = {}) =>
    new Promise<{ status?: number | undefined; cookie: string; text: string }>(
      (resolve, reject) => {
        const headers = {
          host: 'tools.example.com',
          accept: 'text/html',
          'content-type': 'application/json',
          ...more,
        };
        const method = body === undefined ? 'GET' : 'POST';
        httpRequest(
          { host: '127.0.0.1', port: remote.ports[0], path, method, headers },
          (response) => {
            const [cookie = ''] = response.headers['set-cookie'] ?? [];
            void text(response).then((all) =>
              resolve({ status: response.statusCode, cookie, text: all }),
            );
          },
        )
          .on('error', reject)
          .end(body);
      },
    );
  const authorize = (id: string) => {
    const resource = 'https://tools.example.com/orders/mcp';
    return through(
      `/oauth/authorize?${new URLSearchParams({ ...base(), resource, client_id: id }).toString()}`,
    );
  };

  it.each([
    'http://127.0.0.1:1/client.json',
    'https://127.0.0.1/client.json',
    'https://[::1]/client.json',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/client.json',
    'https://10.0.0.1/client.json',
    'https://[::ffff:127.0.0.1]/c',
    'https://2130706433/c',
    'https://ip6-localhost/client.json',
    'https://metadata.localhost/x',
  ])('does not fetch %s', async (id) => {
    expect((await authorize(id)).status).toBe(400);
  });

  it('does not reach a place on this machine', async () => {
    expect((await authorize(`${host.origin}/secret`)).status).toBe(400);
    expect(reached).toBe(0);
  });

  describe('has a cookie', () => {
    let page: { cookie: string; text: string };
    beforeAll(async () => {
      const metadata = JSON.stringify({ redirect_uris: [CLAUDE] });
      const { text: registered } = await through('/oauth/register', metadata);
      page = await authorize((JSON.parse(registered) as { client_id: string }).client_id);
    });

    it('for itself only', () => {
      expect(page.cookie).toMatch(
        /^__Host-authorize-.*Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
      );
    });

    it.each<[string, number, (pair: string) => string]>([
      ['accepts its own', 200, (pair) => pair],
      [
        'does not accept one that another host of its domain has set',
        400,
        (pair) => pair.replace('__Host-', ''),
      ],
      ['does not accept one of another name that ends like its own', 400, (pair) => `x${pair}`],
    ])('and %s', async (_what, status, planted) => {
      const [pair = ''] = page.cookie.split(';');
      const step = /name="step" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const form = new URLSearchParams({ step, apiKey: keyOf('ann') }).toString();
      const headers = {
        origin: 'https://tools.example.com',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `other=1; ${planted(pair)}`,
      };
      const answer = await through('/oauth/authorize', form, headers);
      expect([answer.status, answer.text.includes('code=')]).toEqual([status, status === 200]);
    });
  });
});

describe('addresses to return to', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://evil.example/cb',
    'https://u:p@claude.ai/cb',
    'https://claude.ai/cb#f',
    'vbscript://x/y',
    'file:///etc/passwd',
    String.raw`https://claude.ai/\evil`,
    'blob:https://claude.ai/x',
    'javascript://x/%0aalert(1)',
    'intent://x/#Intent;end',
    'https:/evil.example',
    'https://claude.ai/cb\r\nset-cookie: a=b',
    'https://claude.ai/ä',
  ])('registers no %s', async (uri) => {
    expect(await visitor.register({ redirect_uris: [uri] })).toMatchObject({
      error: 'invalid_redirect_uri',
    });
  });

  it.each([
    EVIL,
    `${CLAUDE}/`,
    `${CLAUDE}?x=1`,
    'https://claude.ai:444/api/mcp/auth_callback',
    'https://claude.ai@evil.example/api/mcp/auth_callback',
    'https://CLAUDE.ai/api/mcp/auth_callback',
    'http://localhost:5/callback',
    'http://127.0.0.1:5/other',
    'http://127.0.0.1:5/callback?x=1',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.1:5@evil.example/callback',
    'http://127.0.0.2:5/callback',
    'http://[::1]:5/callback',
    'http://[::ffff:127.0.0.2]:5/callback',
    'http://127.0.0.1:5/callback/',
    'http://127.0.0.1:5/callback%2f..',
    'http://127.0.0.1:5/callback#x',
    'https://127.0.0.1:5/callback',
    'cursor://evil/oauth/callback',
    '',
  ])('does not return to "%s"', (uri) => refuses({ client_id: claude, redirect_uri: uri }));

  it('accepts any port of a loopback address', async () => {
    const page = await open({ client_id: claude, redirect_uri: 'http://127.0.0.1:61234/callback' });
    expect(page.status).toBe(200);
  });
});

describe('authorization requests', () => {
  it.each<Record<string, string>>([
    { response_type: 'token' },
    { code_challenge_method: 'plain' },
    { prompt: 'none' },
    { resource: 'https://other.example/mcp' },
    { scope: 'bad"scope' },
    { request_uri: 'https://evil.example/r' },
    { response_mode: 'fragment' },
    { code_challenge: '' },
    { state: 'x'.repeat(5_000) },
  ])('does not redirect by itself for %j', (fields) =>
    refuses({ client_id: evil, redirect_uri: EVIL, ...fields }),
  );

  it.each(['redirect_uri=https://evil.example/cb', 'client_id=x', 'scope=a&scope=b'])(
    'refuses a second %s',
    async (more) => {
      const url = visitor.authorizeUrl({ ...base(), client_id: claude });
      expect(await visitor.browser().go(`${url}&${more}`)).toSatisfy(isRefusal);
    },
  );

  it('refuses a client of another server', async () => {
    const other = await startSite({ services });
    const foreign = await client(other).registered();
    await other.close();
    await refuses({ client_id: foreign });
  });

  it('signs nobody in by a key in the address', async () => {
    expect((await open({ client_id: claude, apiKey: keyOf('ann') })).action).toBe(
      '/oauth/authorize',
    );
  });

  it('shows a false name as one, and nothing that is not text', async () => {
    const named = await visitor.registered(CLAUDE, '<script>alert(1)</script>\u202E"\u200B');
    const page = await open({ client_id: named, state: '"><script>' });
    expect(page.title).toBe('Connect an app to Orders?');
    expect(page.text).toContain('a name that is not verified');
    expect(page.text).not.toMatch(/[\u202E\u200B]/);
    const raw = await (await fetch(visitor.authorizeUrl({ ...base(), client_id: named }))).text();
    expect(raw).not.toContain('<script>');
  });

  it.each([
    ['Claude” (claude.ai), verified. “', 'Claude claude ai verified.'],
    ['"Claude" <claude.ai>', 'Claude claude ai'],
    ["„Claude‟ ‹a› «b» ❝c❞ 〝d〟 ＂e＂ ʺf˝ ″g‶ ''h'' ``i´´", 'Claude a b c d e f g h i'],
    ['Claude\u202e)ia.edualc(', 'Claude ia edualc'],
    ['Clau\u200bde\u2066\u00ad\ufeff\u3164\u2800\u0000\r\n x', 'Claude x'],
    ['https://claude.ai/login', 'https claude ai login'],
    [
      'claude\uff0eai claude\u2024ai claude\u3002ai claude.ai.',
      'claude ai claude ai claude ai claude ai.',
    ],
    ['【Claude】 ［a］ ｛b｝ ⟨c⟩ ❨d❩', 'Claude a b c d'],
    ['Müller & Söhne クロード 3+ 🦀 C#', 'Müller & Söhne クロード 3+ 🦀 C#'],
    ['\u0338\u20e3Claude \u0301', 'Claude'],
    ['”“', 'App without a name'],
  ])('shows the name %j in quotes, which it cannot leave', async (name, expected) => {
    const page = await open({ client_id: await visitor.registered(CLAUDE, name) });
    expect(page.text).toContain(`<dd>“${expected}”, a name that is not verified</dd>`);
    expect(page.title).toBe('Connect an app to Orders?');
  });

  it('shows the host of a metadata document first, and what it calls itself in quotes', async () => {
    const page = await open({ client_id: `${host.origin}/named` });
    const { host: own } = new URL(host.origin);
    expect(page.title).toBe(`Connect ${own} to Orders?`);
    expect(page.text).toContain(`<dd>${own}</dd><dt>Calls itself</dt><dd>“Claude claude ai”</dd>`);
  });

  it('is in no frame, runs no script, and is kept nowhere', async () => {
    const { headers } = await open({ client_id: claude });
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/,
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'set-cookie': expect.stringContaining('HttpOnly; SameSite=Lax') as string,
    });
  });
});

describe('the form', () => {
  const key = { apiKey: keyOf('ann') };
  let ann: Browser;
  let mallory: Browser;
  let page: Shown;
  let other: Shown;
  beforeAll(async () => {
    [ann, mallory] = [visitor.browser(), visitor.browser()];
    page = await open({ client_id: claude }, ann);
    other = await open({ client_id: evil, redirect_uri: EVIL }, mallory);
  });

  it('is not accepted from another browser', async () => {
    expect(await visitor.browser().submit(page, key)).toSatisfy(isRefusal);
  });

  it.each(['https://evil.example', 'null'])(
    'is not accepted from the origin %s',
    async (origin) => {
      expect((await ann.submit(page, key, { origin })).status).toBe(403);
    },
  );

  it('does not take the step of another sign-in', async () => {
    expect(await ann.submit(other, key)).toSatisfy(isRefusal);
  });

  it.each<[string, (value: string) => string]>([
    ['under another name', (value) => value],
    ['that was changed', (value) => `${value.slice(0, -4)}AAAA`],
  ])('does not take a cookie %s', async (_how, changed) => {
    const planted = visitor.browser();
    planted.cookies = new Map(
      [...mallory.cookies.keys()].map((name, index) => [
        name,
        changed([...ann.cookies.values()][index] ?? ''),
      ]),
    );
    expect(await planted.submit(other, key)).toSatisfy(isRefusal);
  });

  it.each([
    ['apiKey', ''],
    ['apiKey', 'no such key'],
  ])('signs nobody in with %s "%s"', async (name, value) => {
    expect(await ann.submit(page, { [name]: value })).toMatchObject({
      status: 400,
      moves: undefined,
    });
  });
});

describe('the service', () => {
  const forge = () => ({ client_id: claude, resource: `${site.origin}/forge/mcp` });

  it('returns to the browser that it was left from, and to no other', async () => {
    const browser = visitor.browser();
    const away = await browser.submit(await open(forge(), browser));
    const there = await fetch(away.moves ?? '', { redirect: 'manual' });
    const location = there.headers.get('location') ?? '';
    expect(await visitor.browser().go(location)).toSatisfy(isRefusal);
    expect((await browser.go(location)).moves).toContain('code=');
  });

  it('returns to nobody who has not begun', async () => {
    const url = `${site.origin}/forge/link/callback?code=x&state=y`;
    expect(await visitor.browser().go(url)).toSatisfy(isRefusal);
  });

  it('is not answered by the step of a form', async () => {
    const browser = visitor.browser();
    const { hidden } = await open(forge(), browser);
    const url = `${site.origin}/forge/link/callback?code=x&state=${encodeURIComponent(hidden.step ?? '')}`;
    expect(await browser.go(url)).toSatisfy(isRefusal);
  });
});

describe('a page whose name resolves to this machine', () => {
  it.each([
    ['GET', '/oauth/authorize'],
    ['GET', '/oauth/sign-ins'],
    ['POST', '/oauth/token'],
    ['POST', '/oauth/register'],
    ['POST', '/oauth/revoke'],
    ['GET', '/.well-known/oauth-authorization-server'],
    ['POST', '/orders/mcp'],
  ])('does not reach %s %s', async (method, path) => {
    const headers = { host: 'evil.example', origin: 'http://evil.example' };
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${site.origin}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});

describe('codes', () => {
  it('have one exchange at most, however many are sent at once', async () => {
    const { exchange } = await visitor.signIn({ id: claude });
    const all = await Promise.all(Array.from({ length: 5 }, () => exchange()));
    const exchanged = all.filter(({ status }) => status === 200);
    expect(exchanged.length).toBeLessThanOrEqual(1);
    for (const { access_token: token } of exchanged)
      expect((await visitor.call(token, 'whoami')).status).toBe(401);
  });

  it('are worth nothing with another verifier, client, address or resource; then one exchange', async () => {
    const { exchange, back } = await visitor.signIn({ id: claude });
    expect(back?.searchParams.get('iss')).toBe(site.origin);
    const wrong: Record<string, string>[] = [
      { code_verifier: pkce().verifier },
      { code_verifier: '' },
      { client_id: evil },
      { redirect_uri: EVIL },
      { resource: `${site.origin}/forge/mcp` },
    ];
    for (const more of wrong) expect(await exchange(more)).toMatchObject({ status: 400 });
    const tokens = await exchange();
    expect(tokens.status).toBe(200);
    expect((await exchange()).error).toBe('invalid_grant');
    expect((await visitor.call(tokens.access_token, 'whoami')).status).toBe(401);
  });
});

describe('tokens', () => {
  let held: { access_token: string; refresh_token: string };
  let code: string;
  let verifier: string;
  beforeAll(async () => {
    const live = await visitor.signIn({ id: claude });
    ({ code, verifier } = live);
    held = await live.exchange();
  });
  const isUsable = async (token: string) => (await visitor.call(token, 'whoami')).status === 200;
  const unsigned = () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ iss: site.origin, sub: 'x', aud: `${site.origin}/orders/mcp`, exp: 9e9 })}.`;
  };

  it.each<[string, () => string]>([
    ['a refresh token', () => held.refresh_token],
    ['a code', () => code],
    ['the id of a client', () => claude],
    ['a changed token', () => `${held.access_token.slice(0, -2)}AA`],
    ['a JWT without a signature', unsigned],
  ])('are not %s', async (_what, token) => {
    expect(await isUsable(token())).toBe(false);
    expect(await isUsable(held.access_token)).toBe(true);
  });

  it('are for one endpoint, and not in an address', async () => {
    expect((await visitor.call(held.access_token, 'whoami', '/forge/mcp')).status).toBe(401);
    const path = `/orders/mcp?access_token=${held.access_token}`;
    expect((await ask(site, path, undefined, 'tools/list', {})).status).toBe(401);
  });

  it.each<[string, string, () => Record<string, string>]>([
    [
      'an access token to refresh',
      'invalid_grant',
      () => ({ grant_type: 'refresh_token', refresh_token: held.access_token, client_id: claude }),
    ],
    [
      'a refresh token as code',
      'invalid_grant',
      () => ({
        grant_type: 'authorization_code',
        code: held.refresh_token,
        code_verifier: verifier,
        client_id: claude,
      }),
    ],
    [
      'the refresh token of another client',
      'invalid_grant',
      () => ({ grant_type: 'refresh_token', refresh_token: held.refresh_token, client_id: evil }),
    ],
    [
      'another resource',
      'invalid_target',
      () => ({
        grant_type: 'refresh_token',
        refresh_token: held.refresh_token,
        client_id: claude,
        resource: `${site.origin}/forge/mcp`,
      }),
    ],
    [
      'client credentials',
      'unsupported_grant_type',
      () => ({ grant_type: 'client_credentials', client_id: claude }),
    ],
    [
      '"__proto__" as grant type',
      'unsupported_grant_type',
      () => ({ grant_type: '__proto__', client_id: claude }),
    ],
    [
      'no client',
      'invalid_client',
      () => ({ grant_type: 'refresh_token', refresh_token: held.refresh_token }),
    ],
  ])('are not given for %s', async (_what, error, fields) => {
    expect((await visitor.token(fields())).error).toBe(error);
    expect(await isUsable(held.access_token)).toBe(true);
  });

  it('stay valid where several machines refresh at once, and end where an older one returns', async () => {
    const { exchange } = await visitor.signIn({ id: claude });
    const { refresh_token: first } = await exchange();
    const refreshAll = (token: string) =>
      Promise.all(Array.from({ length: 5 }, () => visitor.refresh(claude, token)));
    const second = await refreshAll(first);
    expect(second.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const third = await refreshAll(second[4]?.refresh_token ?? '');
    expect(third.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await visitor.refresh(claude, first)).error).toBe('invalid_grant');
    expect(await isUsable(third[0]?.access_token ?? '')).toBe(false);
  });

  it('are not given to a GET, or to JSON', async () => {
    const url = `${site.origin}/oauth/token`;
    expect((await fetch(url)).status).toBe(405);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ grant_type: 'refresh_token' });
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(400);
  });

  it('have no scope that nobody offers', async () => {
    const wide = await visitor.signIn({
      id: claude,
      query: { scope: 'admin repositories offline_access' },
    });
    expect((await wide.exchange()).scope).toBe('');
  });
});

// The last one: it uses up the attempts of this address.
it('does not try keys without end, and locks nobody out', async () => {
  const began = performance.now();
  const statuses: number[] = [];
  for (let count = 0; count < 34; count++)
    statuses.push((await visitor.signIn({ id: claude, key: `guess-${count}` })).answer.status);
  expect(statuses.at(-1)).toBe(429);
  expect(performance.now() - began).toBeGreaterThan(4_000);
  expect((await visitor.signIn({ id: claude })).code).not.toBe('');
  const elsewhere = await visitor.signIn({
    id: claude,
    fill: (page) => visitor.fill(page, { apiKey: 'guess' }, { 'x-forwarded-for': '203.0.113.7' }),
  });
  expect(elsewhere.answer.status).toBe(400);
});
