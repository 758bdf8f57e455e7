import {
  Client,
  InMemoryTransport,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { caseCount } from '../../../tests/support/mutated.js';
import { BusyError } from '../../src/remote/http-transport.js';
import { connectionPool } from '../../src/remote/pool.js';

async function connected(): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await new McpServer({ name: 'small', version: '1' }).connect(theirs);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(ours);
  return client;
}

/** A connection that opens, or fails to, when it is told to. */
function opening() {
  let open: (client: Client) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const client = new Promise<Client>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { client, open, fail };
}

/** A pool whose connections are `openings`, one after the other. */
function poolOf(openings: readonly ReturnType<typeof opening>[]) {
  const next = openings.values();
  return connectionPool('small', async () => {
    const { value } = next.next();
    if (!value) throw new Error('One connection too many');
    return value.client;
  });
}

it('a connection that closes while the next one fails to open ends only that call', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const [first, second] = [opening(), opening()];
  const pool = poolOf([first, second]);
  first.open(await connected());
  await pool.use('ada', async () => 'done');
  const ended = pool.end('ada');
  const failing = pool.use('ada', async () => 'never');
  await ended;
  second.fail(new TypeError('refused'));
  await expect(failing).rejects.toThrow('"small" cannot be reached.');
  await new Promise(setImmediate);
  expect(unhandled).toEqual([]);
});

it('says why a connection cannot be opened, also where its URL is wrong', async () => {
  const first = opening();
  const response = { status: 404, statusText: 'Not Found', text: '' };
  const cause = new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, 'HTTP 404', response);
  first.fail(cause);
  const failing = poolOf([first]).use('ada', async () => 'never');
  const error: unknown = await failing.catch((caught: unknown) => caught);
  expect(String(error)).toContain('cannot be reached');
  expect(error).toHaveProperty('cause', cause);
});

it('does not ask a server that says to wait, and tells each caller how long', async () => {
  const first = opening();
  const busy = new Response(null, { status: 429, headers: { 'retry-after': '30' } });
  first.fail(new BusyError(busy, ''));
  const pool = poolOf([first]);
  const says = '"small" cannot serve requests now (HTTP 429). Try again in 30 s.';
  for (const user of ['ada', 'ada'])
    await expect(pool.use(user, async () => 'never')).rejects.toThrow(says);
});

it.each([
  ['ECONNRESET', 'The connection ended before the response was complete'],
  ['ECONNREFUSED', '"small" cannot be reached. Try again later.'],
])(
  'the error of a call says whether it was sent, where its request failed with %s',
  async (code, says) => {
    const first = opening();
    first.open(await connected());
    const cause = Object.assign(new Error(code), { code });
    const failing = poolOf([first]).use('ada', async () => {
      throw new TypeError('fetch failed', { cause });
    });
    await expect(failing).rejects.toThrow(says);
  },
);

it('a connection that fails to open leaves the one that has replaced it', async () => {
  const [first, second] = [opening(), opening()];
  const pool = poolOf([first, second]);
  const failing = pool.use('ada', async () => 'never');
  const ended = pool.end('ada');
  second.open(await connected());
  await pool.use('ada', async () => 'done');
  first.fail(new TypeError('refused'));
  await expect(failing).rejects.toThrow('"small" cannot be reached.');
  await ended;
  expect(pool.size()).toBe(1);
  await pool.close();
});

it('a call that only waits for an answer gives its place to another user', async () => {
  const pool = connectionPool('small', connected, { maxConnections: 1, idleMs: 10 });
  let answered: () => void = () => {};
  const call = pool.use('ada', async (client) => {
    pool.keepOpen('ada', new Promise((resolve) => (answered = resolve)));
    await expect(pool.use('bob', async () => 'no place')).rejects.toThrow('too many users now');
    return client;
  });
  const client = await call;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await pool.use('ada', async (same) => same)).toBe(client);
  expect(await pool.use('bob', async () => 'served')).toBe('served');
  answered();
  await pool.close();
});

it('no connection is closed while a call uses it, and none stays open once the pool is closed', async () => {
  const action = fc.record({
    user: fc.constantFrom('ada', 'bob', 'eve'),
    does: fc.constantFrom('call', 'fail', 'stale', 'wait'),
  });
  type Actions = (typeof action extends fc.Arbitrary<infer Action> ? Action : never)[];
  const holds = async (maxConnections: number, actions: Actions, scheduler: fc.Scheduler) => {
    const step = () => scheduler.schedule(Promise.resolve());
    const open = new Map<Client, number>();
    let cut = 0;
    const pool = connectionPool(
      'small',
      async () => {
        await step();
        const client: Pick<Client, 'close'> = {
          async close() {
            if (open.get(client as Client) !== 0) cut++;
            open.delete(client as Client);
          },
        };
        open.set(client as Client, 0);
        return client as Client;
      },
      { maxConnections, firstPauseMs: 0, longestPauseMs: 0 },
    );
    const count = (client: Client, by: number) => open.set(client, (open.get(client) ?? NaN) + by);
    const done = actions.map(async ({ user, does }) => {
      await step();
      await pool
        .use(user, async (client) => {
          count(client, 1);
          if (does === 'wait') pool.keepOpen(user, step());
          await step();
          count(client, -1);
          if (does === 'stale') throw new SdkError(SdkErrorCode.NotConnected, 'gone');
          if (does === 'fail') throw new TypeError('failed');
        })
        .catch(() => {}); // too many users, or what it does
    });
    await scheduler.waitIdle();
    await Promise.all(done);
    expect([...open.values()].every((calls) => calls === 0)).toBe(true);
    expect(pool.size()).toBe(open.size);
    await pool.close();
    expect([open.size, cut]).toEqual([0, 0]);
  };
  const actions = fc.array(action, { maxLength: 12 });
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 3 }), actions, fc.scheduler(), holds);
  await fc.assert(property, { numRuns: caseCount(200) });
});
