import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authentications } from '../../src/authorization-server/authentications.js';
import type { Grant } from '../../src/authorization-server/user.js';
import { userRecords } from '../../src/authorization-server/users.js';
import type { Vault } from '../../src/credentials/vault.js';
import { createHandler } from '../../src/http.js';
import { defineProvider } from '../../src/index.js';
import type { Lock } from '../../src/project/interfaces.js';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';
import { memoryStore } from '../stores/memory-store.js';
import { type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { CLAUDE, client, pkce } from './visitor.js';

/** What counts, counts for one source, whatever form its address has: each limit, ten times its number of tries. */
const { store, ids } = memoryStore();
let services: Services;
let site: Site;
let visitor: ReturnType<typeof client>;
beforeAll(async () => {
  services = await startServices();
  site = await startSite({
    services,
    providers: ['orders', 'notes'],
    env: { MCP_GATE: 'open', TOKEN_STORE: 'memory://here' },
    stores: [store],
  });
  visitor = client(site);
});
afterAll(async () => {
  await site.close();
  await services.close();
});

/** One address, as ten proxies write it. */
const formsOf = (last: number): Record<string, string>[] => [
  ...[`203.0.113.${last}`, `203.0.113.${last}:${last}`, `::ffff:203.0.113.${last}`].map(named),
  ...[`[::ffff:203.0.113.${last}]:80`, `203.000.113.${last}`, `1.2.3.4, 203.0.113.${last}`].map(
    named,
  ),
  ...[
    `for=203.0.113.${last}`,
    `for="203.0.113.${last}:80"`,
    `for=1.2.3.4,for=203.0.113.${last}`,
  ].map((forwarded) => ({ forwarded })),
  { ...named(`203.0.113.${last}`), forwarded: `for=203.0.113.${last};proto=https` },
];
const named = (address: string) => ({ 'x-forwarded-for': address });

const authorizeUrl = (id: string, path = '/orders/mcp') =>
  visitor.authorizeUrl({
    response_type: 'code',
    client_id: id,
    redirect_uri: CLAUDE,
    code_challenge: pkce().challenge,
    code_challenge_method: 'S256',
    resource: site.origin + path,
  });
const usersHere = () => ids().filter((key) => key.includes('-user-')).length;

describe('sign-ins of one source', () => {
  const openPage = async (path: string) => {
    const browser = visitor.browser();
    const page = await browser.go(authorizeUrl(await id, path));
    return (headers: Record<string, string> = {}) =>
      browser.submit(page, { apiKey: 'guess' }, headers);
  };
  let id: Promise<string>;
  beforeAll(() => void (id = visitor.registered()));

  it.each([
    ['wrong keys', '/orders/mcp', 400, 1],
    ['new users of an open gate', '/notes/mcp', 200, 2],
  ])('%s are 30 in a minute', async (_what, path, status, last) => {
    const send = await openPage(path);
    const forms = formsOf(last);
    const statuses: number[] = [];
    for (let count = 0; count < 30; count++) statuses.push((await send(forms[count % 10])).status);
    const rest = Array.from({ length: 270 }, (_, count) => send(forms[count % 10]));
    expect(statuses).toEqual(statuses.map(() => status));
    const others = (await Promise.all(rest)).map((one) => one.status);
    expect(others).toEqual(others.map(() => 429));
    expect((await send(named(`203.0.113.9${last}`))).status).toBe(status);
  });

  it('one page is one user, however often it is sent', async () => {
    const before = usersHere();
    const send = await openPage('/notes/mcp');
    for (let at = 0; at < 300; at += 25)
      await Promise.all(Array.from({ length: 25 }, () => send(named(`198.51.100.${at / 25}`))));
    expect(usersHere()).toBe(before + 1);
  });
});

describe('metadata documents for one source', () => {
  const hosts: { origin: string; close(): unknown }[] = [];
  const asked: string[] = [];
  /** @param isSlow whether it never ends what it begins */
  const host = async (isSlow: (path: string) => boolean) => {
    const made = await listenOnLoopback(
      createServer(({ url = '', headers }, response) => {
        asked.push(url);
        if (isSlow(url)) response.write('{');
        else
          response.end(
            JSON.stringify({ client_id: `http://${headers.host}${url}`, redirect_uris: [CLAUDE] }),
          );
      }),
    );
    hosts.push(made);
    return made.origin;
  };
  const open = (id: string, headers: Record<string, string>) =>
    visitor.browser().go(authorizeUrl(id), { headers });
  beforeEach(() => void (asked.length = 0));
  afterEach(async () => {
    for (const one of hosts.splice(0)) await one.close();
  });

  it.each([
    ['of one host, 4', 1, 4, 3],
    ['of all hosts, 10', 25, 10, 4],
  ])('are %s at once', async (_what, count, limit, last) => {
    const origins = await Promise.all(Array.from({ length: count }, () => host(() => true)));
    const forms = formsOf(last);
    const opening = Array.from({ length: limit * 10 }, (_, at) =>
      open(`${origins[at % count]}/${at}`, forms[at % 10] ?? {}),
    );
    await expect.poll(() => asked.length).toBe(limit);
    const good = await host(() => false);
    expect((await open(`${good}/client`, named('203.0.113.99'))).status).toBe(200);
    for (const one of hosts.splice(0)) await one.close();
    const statuses = (await Promise.all(opening)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(limit * 9);
    expect(asked).toHaveLength(limit + 1);
  });

  it('a fetch that makes room is an outage, and the source with most of them makes room', async () => {
    const slow = await Promise.all(Array.from({ length: 25 }, () => host(() => true)));
    const first = open(`${slow[0]}/first`, named('203.0.114.1'));
    await expect.poll(() => asked.length).toBe(1);
    const others = Array.from({ length: 120 }, (_, at) =>
      open(`${slow[at % 25]}/${at}`, named(`203.0.115.${Math.floor(at / 10)}`)),
    );
    const cut = await Promise.race(others);
    expect([cut.status, cut.text]).toEqual([503, expect.stringContaining('Try again')]);
    for (const one of hosts.splice(0)) await one.close();
    expect((await first).status).toBe(400);
    await Promise.all(others);
  });

  it('displace none that others have read', async () => {
    const origin = await host(() => false);
    await open(`${origin}/claude`, named('203.0.116.1'));
    for (let count = 0; count < 400; count++)
      await open(`${origin}/${count}`, formsOf(5)[count % 10] ?? {});
    await open(`${origin}/claude`, named('203.0.116.2'));
    expect(asked.filter((path) => path === '/claude')).toHaveLength(1);
  });
});

/** A store without encryption, and without other processes. */
function plainVault(): { vault: Vault; records: Map<string, string> } {
  const records = new Map<string, string>();
  const same = {
    encrypt: (text: string) => text,
    decrypt: (text: string) => text,
    isCurrent: () => true,
  };
  const vault = {
    provider: 'test',
    origin: () => 'https://tools.example',
    withLock: (_name: string, task: (lock: Lock) => Promise<unknown>) =>
      task({ isHeld: async () => true }),
    encryption: async () => same,
    records: async () => ({
      get: async (id: string) => records.get(id) ?? null,
      put: async (id: string, text: string) => void records.set(id, text),
      delete: async (id: string) => void records.delete(id),
      list: async () => [...records.keys()],
    }),
  };
  return { vault: vault as unknown as Vault, records };
}

describe('grants of one user', () => {
  it.each([
    ['one name', () => '“App”', 20],
    ['any names', (count: number) => `“App ${count}”`, 100],
  ])('are limited for clients of %s', async (_what, nameOf, limit) => {
    const { grant, read, userWith } = userRecords(plainVault().vault, async () => {});
    const subject = await userWith({ orders: 'ann' }, 'c');
    const one = {
      clientId: 'x',
      resource: 'r',
      scopes: [],
      generation: 1,
      until: Date.now() + 1e6,
    };
    for (let count = 0; count < limit * 10; count++) {
      const made: Grant = { ...one, consent: `${count}`, client: nameOf(count), since: count };
      await grant(subject, `g${count}`, made);
    }
    const kept = Object.keys((await read(subject))?.grants ?? {});
    expect(kept).toHaveLength(limit);
    expect(kept).toContain(`g${limit * 10 - 1}`);
  });
});

it('a user who signs in again while an account is checked keeps the new sign-in', async () => {
  const signedOut: string[] = [];
  const { grant, read, userWith, endAccount } = userRecords(
    plainVault().vault,
    async ({ subject }) => void signedOut.push(subject),
  );
  const subject = await userWith({ forge: 'ada' }, 'c');
  const of = (consent: string, since: number): Grant => ({
    ...{ consent, clientId: 'x', client: '“App”', resource: 'r', scopes: [], generation: 1 },
    ...{ since, until: Date.now() + 1e6 },
  });
  const checkedAt = Date.now();
  await grant(subject, 'old', of('one', checkedAt - 1_000));
  await grant(subject, 'refreshed', { ...of('two', checkedAt + 300), generation: 2 });
  await grant(subject, 'new', of('three', checkedAt + 100));
  expect(await endAccount(subject, 'forge', checkedAt)).toBe(false);
  expect(Object.keys((await read(subject))?.grants ?? {})).toEqual(['refreshed', 'old', 'new']);
  expect(await endAccount(subject, 'forge', checkedAt + 200)).toBe(true);
  expect([await read(subject), signedOut]).toEqual([null, [subject]]);
});

it('a new user needs one lock at a time: a store with few of them has none for the second', async () => {
  const { vault, records } = plainVault();
  let locks = 0;
  let most = 0;
  const withLock: Vault['withLock'] = async (_name, task) => {
    most = Math.max(most, ++locks);
    return task({ isHeld: async () => true }).finally(() => locks--);
  };
  const replace = async (id: string, _current: string | null, next: string | null) =>
    next === null ? records.delete(id) : Boolean(records.set(id, next));
  const stored = async () => ({ ...(await vault.records()), replace });
  const users = userRecords({ ...vault, withLock, records: stored }, async () => {});
  const subject = await users.userWith({ orders: 'ann' }, 'c');
  expect([await users.withAccounts({ orders: 'ann' }), most]).toEqual([subject, 1]);
});

describe('a proof', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const credentials = { accessToken: 'a' };

  it.each([
    ['ends with its time, and with it the tokens that nobody uses', false, ['forge']],
    ['ends with its time, but not the tokens of a user', true, []],
  ])('%s', async (_what, isStored, expected) => {
    const revoked: string[] = [];
    const { vault, records } = plainVault();
    const proofs = new Authentications(vault, async (provider) => void revoked.push(provider));
    const name = await proofs.once('state', 'forge', async () => ({ account: 'ada', credentials }));
    if (isStored) await proofs.noteStored(name);
    await vi.advanceTimersByTimeAsync(599_000);
    expect([records.size, revoked]).toEqual([1, []]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([records.size, revoked]).toEqual([0, expected]);
  });

  it('is one record of one page, however often it is sent', async () => {
    const { vault, records } = plainVault();
    const proofs = new Authentications(vault, async () => {});
    for (let count = 0; count < 3_000; count++)
      await proofs.keep('page', 'orders', { account: 'a' });
    expect(records.size).toBe(1);
  });
});

it('signs in nobody whose address the host does not tell, and says what to pass', async () => {
  const notes = defineProvider({ name: 'notes', version: '1.0.0', tools: [] });
  const options = {
    url: 'https://tools.example',
    authorizationServer: 'built-in',
    gate: 'open',
    env: {},
  } as const;
  const handler = await createHandler([notes], options);
  const url = 'https://tools.example/oauth/authorize?client_id=x';
  const open = (info?: { peer: string }) =>
    handler.fetch(
      new Request(url, { headers: { accept: 'text/html', ...named('203.0.113.7') } }),
      info,
    );
  const refused = await open();
  expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining('peer')]);
  expect((await open({ peer: '203.0.113.7' })).status).toBe(400);
  await handler.close();
});
