import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redisStore } from '../../src/stores/redis.js';
import { redis, type StoreServer } from '../servers/stores.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { CLAUDE, client, type Shown } from './visitor.js';

const CHATGPT = 'https://chatgpt.com/connector/oauth/abc';
const FORGE = '/forge/mcp';

describe.each([
  { name: 'files of one machine', server: undefined },
  { name: redis.name, server: redis },
  { name: 'createHandler', server: undefined, isMounted: true },
])('two replicas with $name, each request at the other one', ({ server, isMounted = false }) => {
  const test = it.skipIf(server?.isMissing);
  let store: StoreServer | undefined;
  let services: Services;
  let site: Site;
  let visitor: ReturnType<typeof client>;
  let claude: string;
  let chatgpt: string;
  beforeAll(async () => {
    if (server?.isMissing) return;
    store = await server?.start();
    services = await startServices();
    site = await startSite({
      services,
      providers: ['forge', 'orders', 'notes'],
      replicas: 2,
      env: { MCP_GATE: 'invitation', ...(store && { TOKEN_STORE: store.address }) },
      stores: [redisStore()],
      isMounted,
    });
    visitor = client(site);
    claude = await visitor.registered();
    chatgpt = await visitor.registered(CHATGPT, 'ChatGPT');
  });
  afterAll(async () => {
    await site.close();
    await services.close();
    await store?.stop();
  });
  beforeEach(() => {
    services.keys.set(keyOf('bob'), 'bob');
    Object.assign(services.forge, { who: 'ada', error: '', status: 200, givesRefreshTokens: true });
  });

  /** Both replicas refuse it, the second one within the time that it may take to notice. */
  const refuse = async (token: string, path = '/orders/mcp') => {
    const refused = async () => (await visitor.call(token, 'whoami', path)).status === 401;
    const both = async () => (await refused()) && refused();
    await expect.poll(both, { interval: 200, timeout: 20_000 }).toBe(true);
  };
  const withKey = async (who: string, id = claude, redirectUri = CLAUDE) =>
    (await visitor.signIn({ id, redirectUri, key: keyOf(who) })).exchange();
  const atForge = (who = 'ada', id = claude, redirectUri = CLAUDE) => {
    services.forge.who = who;
    return visitor.signIn({ id, redirectUri, resource: site.origin + FORGE });
  };
  const usersOf = async (provider: string) =>
    (await site.listUsers()).filter(([, providers]) => providers === provider).map(([id]) => id);

  test('knows a person by the key, whatever the client', async () => {
    const { call } = visitor;
    const tokens = [
      await withKey('ann'),
      await withKey('ann', chatgpt, CHATGPT),
      await withKey('bob'),
    ];
    expect(tokens.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [one, same, other] = await Promise.all(
      tokens.map(({ access_token: token }) => call(token, 'whoami')),
    );
    expect([one?.text, same?.text]).toEqual([
      expect.stringContaining('ann'),
      expect.stringContaining('ann'),
    ]);
    expect(other?.text).toContain('bob');
    expect((await call(tokens[0]?.access_token, 'whoami', FORGE)).status).toBe(401);
    expect(new Set(await usersOf('orders')).size).toBe(2);
  });

  test('knows a person by the account at the service', async () => {
    const ada = await atForge();
    expect(ada.page.text).toContain('Continue to Forge');
    const tokens = await ada.exchange({ resource: site.origin + FORGE });
    expect(tokens).toMatchObject({ status: 200, scope: 'repositories' });
    const found = await visitor.call(tokens.access_token, 'list_repositories', FORGE);
    expect(found.status).toBe(200);
    expect((await visitor.call(tokens.access_token, 'whoami', FORGE)).text).toContain('ada');
    await (await atForge('ada', chatgpt, CHATGPT)).exchange({ resource: site.origin + FORGE });
    await (await atForge('grace')).exchange({ resource: site.origin + FORGE });
    const users = await usersOf('forge');
    expect([users.length, new Set(users).size]).toEqual([3, 2]);
  });

  test('lets in whom the owner has invited, where an API asks nobody', async () => {
    const invitation = (await site.manage({ invite: 'eve' })).trim();
    const enter = (text: string) =>
      visitor.signIn({
        id: claude,
        resource: `${site.origin}/notes/mcp`,
        fill: (page) => visitor.fill(page, { invitation: text }),
      });
    expect((await enter('bogus')).answer).toMatchObject({ status: 400, moves: undefined });
    const eve = await enter(invitation);
    const { access_token: token } = await eve.exchange({ resource: `${site.origin}/notes/mcp` });
    expect((await visitor.call(token, 'add_note', '/notes/mcp', { text: 'x' })).text).toBe(
      'noted x',
    );
  });

  test('ends a grant by revocation of its own client, and no other grant', async () => {
    const [one, other] = [await withKey('ann'), await withKey('ann', chatgpt, CHATGPT)];
    const status = async (token: string) => (await visitor.call(token, 'whoami')).status;
    await visitor.revoke(claude, other.refresh_token);
    expect(await status(other.access_token)).toBe(200);
    expect((await visitor.revoke(chatgpt, other.refresh_token)).status).toBe(200);
    await refuse(other.access_token);
    expect(await status(one.access_token)).toBe(200);
  });

  test('ends a user whom the operator ends, here and at the service', async () => {
    const grace = await (await atForge('hopper')).exchange({ resource: site.origin + FORGE });
    const before = services.forge.revoked.length;
    const rows = await site.listUsers();
    const newest = rows.sort(([, , , , one = ''], [, , , , other = '']) =>
      other.localeCompare(one),
    );
    expect(await site.manage({ 'end-user': newest[0]?.[0] })).toContain('have ended');
    await refuse(grace.access_token, FORGE);
    expect(services.forge.revoked).toHaveLength(before + 1);
    expect((await visitor.refresh(claude, grace.refresh_token)).error).toBe('invalid_grant');
  });

  test('ends a sign-in whose key the API rejects, and no other', async () => {
    const [bob, ann] = [await withKey('bob'), await withKey('ann')];
    services.keys.delete(keyOf('bob'));
    const rejected = await visitor.call(bob.access_token, 'whoami');
    expect(rejected.result?.isError).toBe(true);
    expect(rejected.text).toContain('Connect this server again');
    await refuse(bob.access_token);
    const next = await visitor.call(bob.access_token, 'whoami');
    expect([next.status, next.challenge]).toEqual([401, expect.stringContaining('invalid_token')]);
    expect((await visitor.refresh(claude, bob.refresh_token)).error).toBe('invalid_grant');
    expect((await visitor.call(ann.access_token, 'whoami')).status).toBe(200);
  });

  test.each([
    { how: 'the service has ended its refresh token', givesRefreshTokens: true },
    { how: 'nothing is left to refresh', givesRefreshTokens: false },
  ])('ends a sign-in at a service where $how', async ({ givesRefreshTokens }) => {
    services.forge.givesRefreshTokens = givesRefreshTokens;
    const tokens = await (await atForge('curie')).exchange({ resource: site.origin + FORGE });
    expect((await visitor.call(tokens.access_token, 'whoami', FORGE)).text).toContain('curie');
    services.forge.forget('curie');
    const first = await visitor.call(tokens.access_token, 'whoami', FORGE);
    expect(first.result?.isError).toBe(true);
    await refuse(tokens.access_token, FORGE);
    expect((await visitor.refresh(claude, tokens.refresh_token)).error).toBe('invalid_grant');
  });

  test('ends nothing while the API or the service has an outage', async () => {
    const [ann, ada] = [
      await withKey('ann'),
      await (await atForge()).exchange({ resource: site.origin + FORGE }),
    ];
    services.orders.status = 503;
    services.forge.status = 503;
    expect((await visitor.call(ann.access_token, 'whoami')).result?.isError).toBe(true);
    services.orders.status = 200;
    services.forge.status = 200;
    expect((await visitor.call(ann.access_token, 'whoami')).text).toContain('ann');
    expect((await visitor.call(ada.access_token, 'whoami', FORGE)).text).toContain('ada');
  });

  test('gives three refreshes at once the same generation, and ends a stolen token', async () => {
    const { refresh, call } = visitor;
    const { refresh_token: first } = await withKey('ann');
    const all = await Promise.all([1, 2, 3].map(() => refresh(claude, first)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    const calls = all.map(async (one) => (await call(one.access_token, 'whoami')).status);
    expect(await Promise.all(calls)).toEqual([200, 200, 200]);
    const later = await refresh(claude, all[0]?.refresh_token ?? '');
    expect(later.status).toBe(200);
    expect((await refresh(claude, first)).error).toBe('invalid_grant');
    await refuse(later.access_token);
  });

  test('accepts one code once, however often it comes at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { exchange } = await visitor.signIn({ id: claude });
      const both = await Promise.all([exchange(), exchange()]);
      expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
    }
  });

  test('never gives a used code again, and its page does not end the sign-in', async () => {
    const signedIn = await visitor.signIn({ id: claude });
    const connect = () => visitor.fill(signedIn.page, { apiKey: keyOf('ann') });
    expect((await connect()).moves).toBe(signedIn.answer.moves);
    const tokens = await signedIn.exchange();
    for (let count = 0; count < 3; count++)
      expect(await connect()).toMatchObject({ moves: undefined, title: 'Already connected' });
    expect((await visitor.call(tokens.access_token, 'whoami')).status).toBe(200);
    const { refresh_token: next } = await visitor.refresh(claude, tokens.refresh_token);
    expect(await connect()).toMatchObject({ moves: undefined, title: 'Already connected' });
    expect((await signedIn.exchange()).error).toBe('invalid_grant'); // by a thief: it ends
    const fresh = new URL((await connect()).moves ?? '').searchParams.get('code');
    expect(fresh).not.toBe(signedIn.code);
    expect(await signedIn.exchange({ code: fresh ?? '' })).toMatchObject({ status: 200 });
    expect((await visitor.refresh(claude, next)).error).toBe('invalid_grant');
    await refuse(tokens.access_token);
  });

  test('revokes the tokens of a service where its user cancels, or nobody uses the account', async () => {
    const { revoked } = services.forge;
    const browser = visitor.browser();
    const cancel = (page: Shown) => browser.submit(page, { cancel: '1' });
    const through = async (page: Shown) => browser.throughService(await browser.submit(page));
    services.forge.who = 'turing';
    const before = revoked.length;
    await visitor.signIn({
      id: claude,
      browser,
      resource: `${site.origin}/mcp`,
      fill: async (page) => cancel(await through(page)),
    });
    expect(revoked).toHaveLength(before + 1);
    const sign = await browser.go(
      `${site.origin}/oauth/sign-ins?resource=${encodeURIComponent(site.origin + FORGE)}`,
    );
    const none = await through(sign);
    expect([none.title, revoked.length]).toEqual(['There are no sign-ins', before + 2]);
  });

  test('leaves the tokens of an account alone that a user has beside another one', async () => {
    services.forge.who = 'lovelace';
    const browser = visitor.browser();
    const through = async (page: Shown) => browser.throughService(await browser.submit(page));
    await visitor.signIn({
      id: claude,
      browser,
      resource: `${site.origin}/mcp`,
      fill: async (page) => browser.submit(await through(page), { apiKey: keyOf('ann') }),
    });
    const { length } = services.forge.revoked;
    const alone = new URLSearchParams({ resource: site.origin + FORGE }).toString();
    const none = await through(await browser.go(`${site.origin}/oauth/sign-ins?${alone}`));
    expect([none.title, services.forge.revoked.length]).toEqual(['There are no sign-ins', length]);
  });

  test('makes one grant of one consent, however often the form or the callback comes', async () => {
    const before = (await site.listUsers()).length;
    const browser = visitor.browser();
    const posts = await visitor.signIn({
      id: claude,
      browser,
      key: keyOf('team'),
      fill: async (page) => {
        const values = { apiKey: keyOf('team') };
        const [one, ...others] = await Promise.all(
          [1, 2, 3, 4, 5].map(() => browser.submit(page, values)),
        );
        expect(new Set(others.map(({ moves }) => moves))).toEqual(new Set([one?.moves]));
        return one ?? page;
      },
    });
    const tokens = await posts.exchange();
    expect(tokens.status).toBe(200);
    expect(await site.listUsers()).toHaveLength(before + 1);

    let callback = '';
    const service = await visitor.signIn({
      id: claude,
      browser,
      resource: site.origin + FORGE,
      fill: async (page) => {
        const away = await browser.submit(page);
        const there = await fetch(away.moves ?? '', { redirect: 'manual' });
        callback = there.headers.get('location') ?? '';
        const [one, other] = await Promise.all([browser.go(callback), browser.go(callback)]);
        expect(one.moves).toContain('code=');
        expect(other.moves).toBe(one.moves);
        return one;
      },
    });
    expect((await browser.go(callback)).moves).toBe(service.answer.moves);
  });
});
