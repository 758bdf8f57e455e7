import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { AuthNeededError } from '../../src/credentials/auth-needed.js';
import { recordsOf } from '../../src/credentials/encrypted-records.js';
import { createVault } from '../../src/credentials/vault.js';
import { createHandler, toNodeHandler } from '../../src/http.js';
import { type AuditRecord, defineProvider, type MiddlewareCall } from '../../src/index.js';
import type { OwnIssuer } from '../../src/project/interfaces.js';
import { type Project, runInProject } from '../../src/project/project.js';
import { IN_CODE } from '../../src/provider/in-code.js';
import { listen } from '../listen.js';
import { serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { send } from '../tasks/task-client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { onPayment, orders } from './orders.js';
import { newSecret, receiver } from './receiver.js';

const ISSUER = 'https://issuer.example.com';
/** Longest wait for a state, also on a busy machine. */
const WAIT_MS = 30_000;

/** Serves the event "order.paid" of accounts; a token is the name of its user, whose account has the same name. */
async function serve(env: Record<string, string> = {}) {
  const state = {
    mayRead: (_user: string): boolean => true,
    accountOf: (user: string): string => user,
    audit: [] as AuditRecord[],
    calls: [] as Pick<MiddlewareCall, 'kind' | 'name' | 'step' | 'args'>[],
    log: [] as unknown[],
    folder: temporaryFolder(),
  };
  const provider = defineProvider({
    name: 'small',
    version: '1.0.0',
    audit: (record) => void state.audit.push(record),
    use: [
      ({ kind, name, step, args }, next) => {
        state.calls.push({ kind, name, args, ...(step && { step }) });
        return next();
      },
    ],
  });
  provider.tool({ name: 'plain', description: 'A tool.', input: z.object({}), run: () => 'plain' });
  const subject = (userId: string) => userId.slice(userId.indexOf('|') + 1);
  const paid = provider.event({
    name: 'order.paid',
    description: 'An order was paid.',
    input: z.object({ shop: z.string().optional() }),
    payload: z.object({ order: z.number(), shop: z.string().optional() }),
    owner: (_args, { principal }) => state.accountOf(subject(principal.userId)),
    access: (_args, { principal }) => state.mayRead(subject(principal.userId)),
  });
  provider.event({
    name: 'audit',
    description: 'For administrators.',
    input: z.object({}),
    payload: z.object({}),
    owner: 'anyone',
    scopes: ['admin'],
  });
  const small = smallProject(provider, {
    log: (line) => void state.log.push(line),
    env: {
      MCP_DATA_DIR: state.folder,
      MCP_EVENT_LEASE_MS: '200',
      MCP_EVENT_RETRY_MS: '40',
      MCP_EVENT_PRIVATE_HOSTS: '127.0.0.1',
      ...env,
    },
  });
  onTestFinished(async () => {
    for (const end of small.project.ending) await end();
  });
  const { endpoint } = await serveProvider(small, {
    verifier: {
      metadata: { issuer: ISSUER },
      verify: async (token: string, audience: URL) => ({
        iss: ISSUER,
        sub: token,
        aud: audience.href,
        exp: Date.now() / 1000 + 60,
      }),
    },
  });
  const request = (method: string, params: Record<string, unknown>, token: string) =>
    send(endpoint, method, params, token);
  return Object.assign(state, {
    project: small.project,
    paid,
    endpoint,
    request,
    subscribe: (
      { url, secret }: { url: string; secret: string },
      params: Record<string, unknown> = {},
      token = 'ada',
    ) =>
      request(
        'events/subscribe',
        { name: 'order.paid', delivery: { mode: 'webhook', url, secret }, ...params },
        token,
      ),
    unsubscribe: ({ url }: { url: string }, token = 'ada') =>
      request('events/unsubscribe', { name: 'order.paid', delivery: { url } }, token),
    stored: (kind: string) =>
      existsSync(`${state.folder}/small`)
        ? readdirSync(`${state.folder}/small`).filter(
            (name) => name.includes(`-${kind}-`) && !name.startsWith('.'), // a draft
          )
        : [],
  });
}

const order = (number: number, owner = 'ada') => ({
  id: `evt_${number}`,
  owner,
  data: { order: number },
});
const ordersOf = ({ received }: { received: { body: { data: object } }[] }) =>
  received.map(({ body: { data } }) => (data as { order: number }).order);

describe('a client that subscribes', () => {
  it('lists the events that it may have', async () => {
    const { request } = await serve();
    const { events } = await request('events/list', {}, 'ada');
    expect(events).toMatchObject([
      {
        name: 'order.paid',
        description: 'An order was paid.',
        delivery: ['webhook'],
        inputSchema: { type: 'object', properties: { shop: { type: 'string' } } },
        payloadSchema: { type: 'object', required: ['order'] },
      },
    ]);
  });

  it('gets signed events of its own, once each', async () => {
    const { subscribe, paid } = await serve();
    const [ada, bob] = [await receiver(), await receiver()];
    const subscription = await subscribe(ada);
    expect(subscription).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      cursor: null,
      truncated: false,
    });
    await subscribe(bob, { arguments: { shop: 'north' } }, 'bob');
    await paid.emit(order(1), order(2), order(3));
    await paid.emit(order(1)); // the source repeats it
    await paid.emit(order(4, 'bob'), {
      id: 'a.b c',
      owner: 'bob',
      data: { order: 5, shop: 'north' },
    });
    await vi.waitFor(
      () => expect([...ordersOf(ada), ...ordersOf(bob)].toSorted()).toEqual([1, 2, 3, 5]),
      WAIT_MS,
    );
    expect(ada.received.find(({ id }) => id === 'evt_1')).toMatchObject({
      id: 'evt_1',
      subscription: subscription.id,
      body: { eventId: 'evt_1', name: 'order.paid', data: { order: 1 }, cursor: null },
    });
    expect(bob.received[0]?.id).toMatch(/^evt_[0-9a-f]{40}$/);
    await sleep(200);
    expect([ada.received.length, ada.forged, bob.forged]).toEqual([3, 0, 0]);
  });

  it('renews: a new secret signs beside the former one, and time is at most a day', async () => {
    const { subscribe, paid } = await serve();
    const ada = await receiver();
    const { id } = await subscribe(ada);
    const second = { url: ada.url, secret: newSecret() };
    const renewed = await subscribe(second, { ttlMs: 10 * 86_400_000 });
    expect(renewed).toMatchObject({ id, deliveryStatus: { active: true, lastError: null } });
    expect(Date.parse(String(renewed.refreshBefore)) - Date.now()).toBeLessThanOrEqual(86_400_000);
    await paid.emit(order(1));
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1]), WAIT_MS);
    ada.secret = second.secret;
    await paid.emit(order(2));
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1, 2]), WAIT_MS);
    expect([ada.challenges, ada.forged]).toEqual([1, 0]);
  });

  it('ends it, also twice; nothing that waits reaches the next one', async () => {
    const { subscribe, unsubscribe, paid, stored } = await serve();
    const ada = await receiver();
    ada.respond = () => [500];
    await subscribe(ada);
    await paid.emit(order(1));
    await sleep(100);
    for (let count = 0; count < 2; count++) expect(await unsubscribe(ada)).toMatchObject({});
    expect(stored('subscription')).toEqual([]);
    ada.respond = () => [200];
    await subscribe(ada);
    await paid.emit(order(2));
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([2]), WAIT_MS);
    await unsubscribe(ada, 'bob'); // of another user
    expect(stored('subscription')).toHaveLength(1);
  });

  it('cannot subscribe with what is wrong', async () => {
    const { subscribe, stored } = await serve();
    const secret = newSecret();
    const codeOf = async (change: object, echo?: (challenge: unknown) => unknown) => {
      const hook = await receiver(secret);
      if (echo) hook.echo = echo;
      const { code } = await subscribe(hook, change as Record<string, unknown>);
      return code;
    };
    const at = (url: string) => codeOf({ delivery: { url, secret } });
    expect({
      echo: [await codeOf({}, () => ({ challenge: 'x' })), await codeOf({}, () => undefined)],
      secrets: [
        await codeOf({ delivery: { url: 'https://example.com/', secret: 'whsec_YWJj' } }),
        await codeOf({ delivery: { url: 'https://example.com/' } }),
        await codeOf({ delivery: { url: 'https://example.com/', secret: `${secret}*` } }),
      ],
      delivery: await codeOf({ delivery: undefined }),
      arguments: await codeOf({ arguments: { shp: 'north' } }),
      event: await codeOf({ name: 'order.sent' }),
      scope: await codeOf({ name: 'audit' }),
      mode: await codeOf({ delivery: { url: 'https://example.com/', secret, mode: 'poll' } }),
    }).toEqual({
      echo: [-32015, -32015],
      secrets: [-32602, -32602, -32602],
      delivery: -32602,
      arguments: -32602,
      event: -32011,
      scope: -32012,
      mode: -32014,
    });
    for (const url of [
      'http://example.com/hook',
      'https://user:pass@example.com/',
      'https://example.com/#a',
      'https://10.0.0.1/',
      'https://167772161/',
      'https://0xa.1/',
      'https://localhost/',
      'https://a.localhost./',
      'https://[::1]/',
      'https://[::ffff:169.254.169.254]/',
      'https://[64:ff9b::7f00:1]/',
      'https://0.0.0.0/',
      'file:///etc/passwd',
      'x',
    ])
      expect(await at(url), url).toBe(-32602);
    expect(stored('subscription')).toEqual([]);
  });

  it('has a most number of subscriptions, which other users do not share', async () => {
    const { subscribe } = await serve({ MCP_EVENTS_PER_USER: '2' });
    const hook = await receiver();
    const of = (shop: string, token?: string) => subscribe(hook, { arguments: { shop } }, token);
    expect([(await of('a')).code, (await of('b')).code, (await of('b')).code]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await of('c')).toMatchObject({ code: -32013, data: { max: 2 } });
    expect((await of('c', 'bob')).code).toBeUndefined();
  });
});

describe('a delivery', () => {
  it('is repeated with the same id and body until the endpoint accepts it', async () => {
    const { subscribe, paid, request } = await serve();
    const ada = await receiver();
    const statuses = [500, 429, 503];
    const posts: string[] = [];
    ada.respond = (event) => {
      posts.push(JSON.stringify(event));
      return [statuses.shift() ?? 200];
    };
    await subscribe(ada);
    await paid.emit(order(1));
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1]), WAIT_MS);
    expect(new Set(posts).size).toBe(1);
    expect([posts.length, ada.forged]).toEqual([4, 0]);
    const delivery = { url: ada.url, secret: ada.secret };
    const again = () => request('events/subscribe', { name: 'order.paid', delivery }, 'ada');
    const deliveryStatus = {
      active: true,
      lastError: null,
      lastDeliveryAt: expect.any(String) as string,
    };
    await vi.waitFor(async () => expect(await again()).toMatchObject({ deliveryStatus }), WAIT_MS);
  });

  it('that an endpoint refuses is not repeated; 410 ends the subscription', async () => {
    const { subscribe, paid, stored } = await serve();
    const posts = await Promise.all(
      [302, 404, 413, 410].map(async (status) => {
        const ids: string[] = [];
        const hook = await receiver();
        hook.respond = ({ id }) => [ids.push(id) === 1 ? status : 200, { location: hook.url }];
        await subscribe(hook, {}, `user${status}`);
        await paid.emit(order(1, `user${status}`), order(2, `user${status}`));
        return ids;
      }),
    );
    await vi.waitFor(() => expect(stored('delivery')).toEqual([]), WAIT_MS);
    const both = ['evt_1', 'evt_2'];
    expect(posts.slice(0, 3).map((ids) => ids.toSorted())).toEqual([both, both, both]);
    expect(posts[3]).toHaveLength(1);
    expect(stored('subscription')).toHaveLength(3);
  });

  it.each<[string, (server: Awaited<ReturnType<typeof serve>>) => void]>([
    ['has lost access', (server) => (server.mayRead = () => false)],
    ['has another account', (server) => (server.accountOf = () => 'carol')],
    [
      'has signed out of the API',
      (server) =>
        (server.accountOf = (user) => {
          throw new AuthNeededError('small', user);
        }),
    ],
    [
      'has signed out of the server, or is disabled',
      ({ project }) =>
        (project.issuer = { isSignedIn: async () => false } as Partial<OwnIssuer> as OwnIssuer),
    ],
  ])('is not made, and the subscription ends, where its user %s', async (_case, change) => {
    const server = await serve();
    const ada = await receiver();
    await server.subscribe(ada);
    change(server);
    await server.paid.emit(order(1));
    await vi.waitFor(() => expect(server.stored('subscription')).toEqual([]), WAIT_MS);
    expect(ada.received).toEqual([]);
  });

  it('waits where it is not known whether its user may have it', async () => {
    const server = await serve();
    const ada = await receiver();
    await server.subscribe(ada);
    server.mayRead = () => {
      throw new Error('The API is down.');
    };
    await server.paid.emit(order(1));
    await sleep(300);
    expect([ada.received, server.stored('subscription').length]).toEqual([[], 1]);
    server.mayRead = () => true;
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1]), WAIT_MS);
  });

  it('waits in a process without the authorization server that has signed its user in', async () => {
    const server = await serve();
    const ada = await receiver();
    const issuer = { isSignedIn: async () => true } as Partial<OwnIssuer> as OwnIssuer;
    server.project.issuer = issuer;
    await server.subscribe(ada);
    server.project.issuer = undefined;
    await server.paid.emit(order(1));
    await sleep(300);
    expect([ada.received, server.stored('subscription').length]).toEqual([[], 1]);
    server.project.issuer = issuer;
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1]), WAIT_MS);
  });

  it('reaches a healthy endpoint in time while twelve others of its user hang or fail', async () => {
    const { subscribe, paid } = await serve({
      MCP_EVENT_LEASE_MS: '10000',
      MCP_EVENT_RETRY_MS: '30000',
    });
    const healthy = await receiver();
    await subscribe(healthy);
    const subscribeAnother = async (_: unknown, count: number) => {
      const hook = await receiver();
      hook.respond = () => (count % 2 === 0 ? undefined : [500]);
      await subscribe(hook);
    };
    await Promise.all(Array.from({ length: 12 }, subscribeAnother));
    await paid.emit(order(1), order(2));
    // Within the ten seconds that an endpoint may take to respond.
    await vi.waitFor(() => expect(ordersOf(healthy).toSorted()).toEqual([1, 2]), 9_000);
  });

  it('is in the audit, the middleware and the log, without the secret and the address', async () => {
    const { subscribe, unsubscribe, paid, audit, calls, log } = await serve();
    const ada = await receiver();
    ada.respond = () => [404];
    await subscribe(ada, { arguments: { shop: 'north' } });
    await paid.emit({ id: '1', owner: 'ada', data: { order: 1, shop: 'north' } });
    await vi.waitFor(() => expect(JSON.stringify(log)).toContain('http_4xx'), WAIT_MS);
    await unsubscribe(ada);
    const user = `${ISSUER}|ada`;
    const event = { kind: 'event', name: 'order.paid' };
    expect(audit).toMatchObject([
      { ...event, step: 'subscribe', user, outcome: 'ok' },
      { ...event, step: 'deliver', user, outcome: 'error' },
      { ...event, step: 'unsubscribe', user, outcome: 'ok' },
    ]);
    expect(calls.map(({ step, args }) => [step, args])).toEqual([
      ['subscribe', { shop: 'north' }],
      ['deliver', { shop: 'north' }],
      ['unsubscribe', {}],
    ]);
    const text = JSON.stringify([audit, calls, log]);
    expect(text).not.toMatch(/whsec_|127\.0\.0\.1/);
  });
});

describe('by the clock', () => {
  const jobs = recordsOf(
    createVault('small'),
    'delivery',
    z.looseObject({ holder: z.string().optional(), dueAt: z.number().optional() }),
  );

  /** Waits until no job runs or is due: a run must not read the clock before it moves, and store after it. */
  const idle = (project: Project) =>
    vi.waitFor(async () => {
      const stored = await runInProject(project, async () =>
        Promise.all((await jobs.keys()).map((key) => jobs.read(key))),
      );
      for (const job of stored) {
        expect(job?.holder).toBeUndefined();
        if (job) expect(job.dueAt).toBeGreaterThan(Date.now());
      }
    }, WAIT_MS);

  /** @returns a function that moves the clock forward by milliseconds, until all processes have looked for work */
  function shiftedClock(project: Project) {
    const { now } = Date;
    let shift = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + shift);
    onTestFinished(() => clock.mockRestore());
    return async (ms: number) => {
      await idle(project);
      shift += ms;
      await sleep(300);
    };
  }

  /** Events of an endpoint whose posts are noted. `retryMs` is long, so that only the clock of the test counts. */
  async function serveWithClock() {
    const server = await serve({ MCP_EVENT_RETRY_MS: '300000' });
    const advance = shiftedClock(server.project);
    const ada = await receiver();
    const posts: string[] = [];
    /** Waits until all that was emitted waits for the endpoint, whose job is the only one then. */
    const distributed = () =>
      vi.waitFor(() => expect(server.stored('delivery')).toHaveLength(1), WAIT_MS);
    return Object.assign(server, { advance, ada, posts, distributed });
  }

  it('an endpoint rests after its failures, whatever waits', async () => {
    const { subscribe, paid, advance, ada, posts, distributed } = await serveWithClock();
    ada.respond = ({ id }) => [posts.push(id) > 3 ? 200 : 500];
    await subscribe(ada);
    await paid.emit(order(1), order(2), order(3));
    await distributed();
    await vi.waitFor(() => expect(posts).toHaveLength(2), WAIT_MS);
    await advance(250_000);
    expect(posts).toHaveLength(2);
    await advance(600_000);
    await vi.waitFor(() => expect(posts).toHaveLength(3), WAIT_MS);
    expect(posts.toSorted()).toEqual(['evt_1', 'evt_2', 'evt_3']);
    await advance(1_100_000);
    expect(posts).toHaveLength(3);
    await advance(3_000_000);
    await vi.waitFor(() => expect(ordersOf(ada).toSorted()).toEqual([1, 2, 3]), WAIT_MS);
  });

  it.each([
    ['in seconds', () => '2000'],
    ['as a date', () => new Date(Date.now() + 2_000_000).toUTCString()],
  ])('an endpoint is left alone for as long as its Retry-After says %s', async (_case, after) => {
    const { subscribe, paid, advance, ada, posts, distributed } = await serveWithClock();
    ada.respond = ({ id }) => (posts.push(id) > 1 ? [200] : [429, { 'retry-after': after() }]);
    await subscribe(ada);
    await paid.emit(order(1), order(2));
    await distributed();
    await vi.waitFor(() => expect(posts).toHaveLength(1), WAIT_MS);
    await advance(1_900_000);
    expect(posts).toHaveLength(1);
    await advance(2_500_000);
    await vi.waitFor(() => expect(ordersOf(ada).toSorted()).toEqual([1, 2]), WAIT_MS);
  });

  it('a former secret signs for five minutes, and a subscription ends with its time', async () => {
    const { subscribe, paid, advance, ada, stored } = await serveWithClock();
    await subscribe(ada);
    await subscribe({ url: ada.url, secret: newSecret() }, { ttlMs: 400_000 });
    await advance(250_000);
    await paid.emit(order(1));
    await vi.waitFor(() => expect(ordersOf(ada)).toEqual([1]), WAIT_MS);
    await advance(60_000);
    await paid.emit(order(2));
    await vi.waitFor(() => expect(ada.forged).toBe(1), WAIT_MS);
    await advance(100_000);
    await paid.emit(order(3));
    await vi.waitFor(() => expect(stored('subscription')).toEqual([]), WAIT_MS);
    expect([ordersOf(ada), ada.forged]).toEqual([[1], 1]);
  });
});

it('an occurrence that fits no event is refused', async () => {
  const { paid } = await serve();
  const data = { order: 1 };
  await expect(paid.emit({ id: '1', data })).rejects.toThrow('state the "owner"');
  await expect(
    paid.emit({ id: '1', owner: 'ada', data: { order: 'one' } as unknown as typeof data }),
  ).rejects.toThrow('does not match "payload": order:');
  await expect(
    paid.emit({ id: '1', owner: 'ada', data: { ...data, shop: 'x'.repeat(262_144) } }),
  ).rejects.toThrow('more than 255 KiB');
});

// Another file takes the provider of the example before it is served.
afterAll(() => void vi.resetModules());

it('the example of the page delivers', async () => {
  const withoutImports = (text = '') => text.slice(text.indexOf('export'));
  const [, example] = /```ts\n(.*?)```/s.exec(read('../../../docs/events.md')) ?? [];
  expect(withoutImports(read('orders.ts'))).toBe(withoutImports(example));
  const api = await listen((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"account":"acct_7"}'),
  );
  vi.stubEnv('ORDERS_BASE_URL', api);
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  vi.stubEnv('MCP_EVENT_PRIVATE_HOSTS', '127.0.0.1');
  const endpoint = await listen(toNodeHandler(createHandler(orders)));
  const { [IN_CODE]: code } = orders;
  onTestFinished(async () => {
    for (const end of code?.project.ending ?? []) await end();
  });
  const { url, secret, received } = await receiver();
  const delivery = { url, secret };
  await send(endpoint, 'events/subscribe', { name: 'order.paid', delivery });
  for (const account of ['acct_7', 'acct_8'])
    await onPayment({ id: `pay_${account}`, account, order: '1', shop: 'north' });
  await vi.waitFor(() => expect(received).toMatchObject([{ id: 'pay_acct_7' }]), WAIT_MS);
});

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
