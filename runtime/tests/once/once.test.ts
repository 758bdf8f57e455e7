import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { createHandler } from '../../src/http.js';
import { ask, defineProvider, tool } from '../../src/index.js';
import type { SharedStore } from '../../src/server.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { listen } from '../listen.js';
import { memoryStore } from '../stores/memory-store.js';

type Answer = 'ok' | 'slow' | 'cut' | number;

interface Result {
  isError?: boolean;
  content?: { text: string }[];
  structuredContent?: object;
}

const NOT_AGAIN = /It was not made again; until \d{4}-/;
const UNKNOWN = /ended without a result\. It is not made again before .* It is not known whether/;

/** Two servers that share a store, and an API that counts what it receives. */
async function replicas(env: Record<string, string> = {}) {
  const received: string[] = [];
  const keys: unknown[] = [];
  const answers: Answer[] = [];
  const baseUrl = await listen((request, response) => {
    if (request.method === 'GET') return void response.end('{}');
    const answer = answers.shift() ?? 'ok';
    received.push(String(request.headers['x-amount']));
    keys.push(request.headers['idempotency-key']);
    if (answer === 'cut') return void request.socket.destroy();
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    const end = () => response.end(`{"number":${received.length}}`);
    setTimeout(end, answer === 'slow' ? 300 : 0);
  });
  const { store, state } = memoryStore();
  const ids = new Set<string>();
  const listing: SharedStore = {
    ...store,
    async records(address) {
      const records = await store.records(address);
      const put: typeof records.put = (id, record) => (ids.add(id), records.put(id, record));
      const list = async (start: string) => [...ids].filter((id) => id.startsWith(start));
      return { ...records, put, list };
    },
  };
  const settings = {
    MCP_ONCE_LEASE_MS: '200',
    TOKEN_STORE: 'memory:',
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    ...env,
  };
  const servers = [0, 1].map(() => {
    const input = z.object({
      amount: z.int(),
      currency: z.string().default('EUR'),
      reference: z.string().default(() => randomUUID()),
      to: z.object({ name: z.string(), bank: z.string().optional() }).optional(),
    });
    const pay = tool({
      name: 'pay',
      description: 'Pays.',
      input,
      output: z.looseObject({ number: z.int() }),
      once: '10m',
      run: ({ amount }, { api }) =>
        api({ method: 'POST', path: '/pay', headers: { 'x-amount': amount } }),
    });
    const payAndAsk = tool({
      name: 'pay_and_ask',
      description: 'Pays, and asks.',
      input,
      once: '10m',
      async run({ amount }, context) {
        await context.api({ method: 'POST', path: '/pay', headers: { 'x-amount': amount } });
        await ask(context, 'Sure?', z.object({}));
      },
    });
    const change = { method: 'POST', path: '/pay', idempotencyKey: 'Idempotency-Key' } as const;
    const send = tool({
      name: 'send',
      description: 'Sends two orders, and a payment with a key of its own.',
      input,
      async run({ amount, reference }, { api }) {
        const headers = { 'x-amount': amount };
        await api({ ...change, headers });
        await api({ ...change, headers });
        await api({ ...change, headers: { ...headers, 'Idempotency-Key': reference } });
      },
    });
    const order = tool({
      name: 'order',
      description: 'Orders.',
      input,
      output: z.looseObject({ number: z.int() }),
      once: '1s',
      run: ({ amount }, { api }) => api({ ...change, headers: { 'x-amount': amount } }),
    });
    const provider = defineProvider({
      name: 'bank',
      version: '1.0.0',
      baseUrl,
      tools: [pay, payAndAsk, send, order],
    });
    const handler = createHandler(provider, {
      url: 'http://localhost',
      verifier: namedCallers,
      env: settings,
      stores: [listing],
      log: () => {},
    });
    onTestFinished(handler.close);
    return handler;
  });
  async function call(server: number, args: object, user = 'ada', name = 'pay'): Promise<Result> {
    const headers = {
      authorization: `Bearer ${user}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const params = { name, arguments: args };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const request = new Request('http://localhost/mcp', { method: 'POST', headers, body });
    const response = await servers[server]?.fetch(request, { peer: '127.0.0.1' });
    const text = (await response?.text()) ?? '';
    const json = text.startsWith('{')
      ? text
      : text.slice(text.indexOf('data: {') + 'data: '.length);
    const { result } = JSON.parse(json) as { result: Result };
    return result;
  }
  return { received, keys, answers, state, call };
}

const textOf = ({ content = [] }: Result) => content.map(({ text }) => text).join('\n');

describe('the same call', () => {
  it('returns the first result, and says that the change was not made again', async () => {
    const { call, received } = await replicas();
    const first = await call(0, { amount: 5, to: { name: 'Bo', bank: 'b' } });
    expect(textOf(first)).not.toMatch(NOT_AGAIN);
    const again = await call(1, { to: { bank: 'b', name: 'Bo' }, currency: 'EUR', amount: 5 });
    expect(textOf(again)).toMatch(NOT_AGAIN);
    expect(again.structuredContent).toEqual(first.structuredContent);
    expect(received).toEqual(['5']);
  });

  it('is sent again with other arguments, for another user or by another name', async () => {
    const { call, received } = await replicas();
    await call(0, { amount: 5 });
    await call(1, { amount: 6 });
    await call(1, { amount: 5, currency: 'USD' });
    await call(1, { amount: 5 }, 'bob');
    await call(1, { amount: 5 }, 'ada', 'pay_and_ask');
    await call(1, { amount: 5, reference: 'second' });
    await call(0, { amount: '5' }); // invalid
    expect(received).toEqual(['5', '6', '5', '5', '5', '5']);
  });

  it('waits while the first one runs', async () => {
    const { call, received, answers } = await replicas();
    answers.push('slow');
    const results = await Promise.all([0, 1, 0, 1].map((server) => call(server, { amount: 5 })));
    expect(results.filter((result) => NOT_AGAIN.test(textOf(result))).length).toBe(3);
    expect(received).toEqual(['5']);
  });

  it.each<[Answer, number]>([
    [400, 2],
    [409, 2],
    [429, 2],
    [500, 1],
    [503, 1],
    ['cut', 1],
  ])('after %s of the API reaches it %i times', async (answer, times) => {
    const { call, received, answers } = await replicas();
    answers.push(answer);
    expect(await call(0, { amount: 5 })).toMatchObject({ isError: true });
    const again = await call(1, { amount: 5 });
    if (times === 1) expect(textOf(again)).toMatch(UNKNOWN);
    else expect(again.structuredContent).toEqual({ number: 2 });
    expect(received.length).toBe(times);
  });

  it('is refused after a write that did not return', async () => {
    const { call, received } = await replicas();
    await call(0, { amount: 5 }, 'ada', 'pay_and_ask');
    expect(textOf(await call(0, { amount: 5 }, 'ada', 'pay_and_ask'))).toMatch(UNKNOWN);
    expect(received).toEqual(['5']);
  });
});

describe('an idempotency key', () => {
  it('is new for each change of each call, and a stated one wins', async () => {
    const { call, keys } = await replicas();
    const uuid = randomUUID();
    for (const server of [0, 1, 1])
      await call(server, { amount: 5, reference: uuid }, 'ada', 'send');
    const [first, , own] = keys;
    expect(own).toBe(uuid);
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(keys).size).toBe(2 * 3 + 1);
  });

  it('with "once", is that of the user and the call', async () => {
    const { call, keys } = await replicas();
    for (const [amount, user] of [
      [5, 'ada'],
      [6, 'ada'],
      [5, 'bob'],
    ] as const)
      await call(0, { amount }, user, 'order');
    expect(keys[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(keys).size).toBe(3);
  });

  it('makes a change again whose outcome is not known, and a later one has another key', async () => {
    const { call, keys, answers } = await replicas();
    answers.push('cut', 'cut', 'cut'); // the attempts of one call
    expect(await call(0, { amount: 5 }, 'ada', 'order')).toMatchObject({ isError: true });
    const again = await call(1, { amount: 5 }, 'ada', 'order');
    expect(again.structuredContent).toEqual({ number: 4 });
    expect(new Set(keys).size).toBe(1);
    await vi.waitFor(
      async () => {
        await call(1, { amount: 5 }, 'ada', 'order');
        expect(new Set(keys).size).toBe(2);
      },
      { timeout: 10_000, interval: 200 },
    );
  });
});

it('nothing is sent that the store cannot record, or that exceeds the records of a user', async () => {
  const { call, received, state } = await replicas({ MCP_ONCE_PER_USER: '2' });
  state.fails = true;
  expect(textOf(await call(0, { amount: 1 }))).toContain('Nothing was sent');
  state.fails = false;
  for (const amount of [1, 2]) await call(0, { amount });
  expect(textOf(await call(0, { amount: 3 }))).toContain('the last 2 changes of this user');
  expect(textOf(await call(0, { amount: 1 }))).toMatch(NOT_AGAIN);
  expect(await call(0, { amount: 3 }, 'bob')).not.toHaveProperty('isError');
  expect(received).toEqual(['1', '2', '3']);
});

it.each([
  { once: '0m' as const },
  { once: '1.5h' as const },
  { once: '5m' as const, annotations: { readOnlyHint: true } },
])('%j is refused at the start', (options) => {
  const input = z.object({});
  const own = tool({ name: 'own', description: 'A tool.', input, run: () => 'Done.', ...options });
  expect(() => defineProvider({ name: 'small', version: '1.0.0', tools: [own] })).toThrow('"once"');
});
