import { METHODS } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type ApiRequest, outgoingRequest } from '../../src/api/request.js';
import type { RetryOptions } from '../../src/api/send.js';
import { API_LIMITS } from '../../src/fetch/limits.js';
import { start } from './sending.js';

const atOnce = { 'retry-after': '0.001' };

const reading: Partial<ApiRequest>[] = [
  { method: 'GET' },
  { method: 'QUERY', body: { kind: 'cat' } },
];

// The oldest Node.js sends QUERY, and its servers do not understand it.
it.each(reading.filter(({ method }) => METHODS.includes(method!)))(
  'repeats what only reads, when the API says: %j',
  async (request) => {
    const { api, call } = await start();
    api.answer({ status: 503, headers: atOnce });
    api.answer({ body: { ok: true } });
    expect((await call(request)).body).toEqual({ ok: true });
    expect(api.requests).toMatchObject([request, request]);
  },
);

it('waits as usual although the API says that it need not', async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(1_000); // longer than a call waits
  onTestFinished(() => random.mockRestore());
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: { 'retry-after': '0' } });
  await expect(call()).rejects.toMatchObject({ status: 503 });
  expect(api.requests).toHaveLength(1);
});

it('gives up after three tries', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: atOnce });
  await expect(call()).rejects.toMatchObject({ failure: 'unavailable' });
  expect(api.requests).toHaveLength(3);
});

it('does not repeat a request whose response has no status of HTTP', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 999 });
  await expect(call()).rejects.toThrow('The response has the status 999');
  expect(api.requests).toHaveLength(1);
});

it('does not wait for an API that asks for more patience than it has', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 429, headers: { 'retry-after': '60' } });
  await expect(call()).rejects.toMatchObject({ retryAfterMs: 60_000 });
  expect(api.requests).toHaveLength(1);
});

it.each([
  ['POST', { 'Idempotency-Key': 'k-1' }, 3],
  ['PATCH', { 'idempotency-key': 'k-1' }, 3],
  ['POST', { 'X-Idempotency-Key': 'k-1' }, 3],
  ['POST', { 'PayPal-Request-Id': 'k-1' }, 3],
  ['POST', { 'Idempotence-Key': 'k-1' }, 3],
  ['POST', { 'idempotency-key': '' }, 1],
  ['POST', {}, 1],
  ['PATCH', {}, 1],
] as const)('repeats %s with the headers %j: %d requests', async (method, headers, requests) => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: atOnce });
  await expect(call({ method, headers, body: {} })).rejects.toMatchObject({ status: 503 });
  expect(api.requests).toHaveLength(requests);
});

it('repeats a change whose key is in its body', async () => {
  const { api, call } = await start();
  api.answer({ status: 503, headers: atOnce });
  api.answer({ body: { id: 7 } });
  const { body } = await call({ method: 'POST', body: { idempotency_key: 'k-1' } });
  expect([body, api.requests.length]).toEqual([{ id: 7 }, 2]);
});

it.each([
  ['a limit with status 403', { status: 403, body: { message: 'Secondary rate limit reached' } }],
  ['a conflict that the API wants repeated', { status: 409 }],
  ['a lock that the API wants repeated', { status: 423 }],
  ['a limit of X', { status: 420 }],
  ['an overload', { status: 529 }],
])('repeats %s', async (_, answer) => {
  const { api, call } = await start();
  api.answer({ ...answer, headers: atOnce });
  api.answer({ body: { ok: true } });
  expect((await call()).body).toEqual({ ok: true });
});

it('reads the result of a change at the address that 303 has, if it is below the base URL', async () => {
  const { api, call } = await start();
  const changed = { method: 'POST', body: { name: 'x' } } as const;
  api.answer({ status: 303, headers: { location: '/rooms/7' } });
  api.answer({ body: { id: 7 } });
  expect((await call(changed)).body).toEqual({ id: 7 });
  expect(api.requests.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/rooms'],
    ['GET', '/rooms/7'],
  ]);
  for (const location of ['https://elsewhere.example/7', '/rooms/7']) {
    api.answer({ status: 303, headers: { location } });
    api.answer({ status: 404 });
    expect(await call(changed)).toMatchObject({ status: 303 });
    api.reset();
  }
});

it('passes on that nothing is modified, where the caller has asked for that', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 304 });
  const headers = { 'If-None-Match': '"v1"' };
  expect(await call({ headers })).toMatchObject({ status: 304, body: undefined });
  await expect(call()).rejects.toThrow('unexpected response');
});

it.each([
  [
    'breaks off',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab',
    'could not be read to its end',
    3,
  ],
  ['is not HTTP', 'HELLO\r\n\r\n', 'sent no valid HTTP response', 1],
])('names a response that %s', async (_, bytes, message, requests) => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  let count = 0;
  const server = createServer((socket) => {
    socket.once('data', () => {
      count++;
      socket.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vi.restoreAllMocks();
    server.close();
  });
  const { call } = await start();
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(call({}, { baseUrl })).rejects.toThrow(message);
  expect(count).toBe(requests);
});

it('sends what changes something once', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: atOnce });
  await expect(call({ method: 'POST', body: {} })).rejects.toMatchObject({
    failure: 'unavailable',
  });
  expect(api.requests).toHaveLength(1);
});

it('ends an attempt at its time-out', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { api, call } = await start();
  const arrived = api.pause({});
  const answer = expect(call({ method: 'POST' })).rejects.toThrow('within 10 s');
  await arrived;
  vi.advanceTimersByTime(10_000);
  await answer;
});

it('rejects a response that is too large, and does not repeat the request', async () => {
  const { api, call } = await start();
  api.answer({ text: 'x'.repeat(5_000_001) });
  await expect(call()).rejects.toMatchObject({ failure: 'too-large' });
  expect(api.requests).toHaveLength(1);
});

it('names the header that cannot be sent, without its value', async () => {
  const { call } = await start();
  await expect(call({ headers: { 'X-Reason': '\u{1F44D}' } })).rejects.toThrow(
    'The header "X-Reason" cannot contain this value. Use Latin letters, on one line.',
  );
});

it.each([
  { retryAfter: '99999999999999980000', says: 'in 86400 s' },
  { retryAfter: '1.5', says: 'in 2 s' },
  { retryAfter: '0', says: 'later' },
  { retryAfter: '-1', says: 'later' },
  { retryAfter: 'soon', says: 'later' },
  { retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT', says: 'later' },
])('says when to try again after "$retryAfter"', async ({ retryAfter, says }) => {
  const { api, call } = await start();
  api.answerAlways({ status: 429, headers: { 'retry-after': retryAfter } });
  await expect(call({ method: 'POST' })).rejects.toThrow(`Try again ${says}.`);
});

it('does not begin to wait for a repetition that the deadline forbids', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: { 'retry-after': '10' } });
  const deadline = performance.now() + 5_000;
  await expect(call({}, { deadline })).rejects.toMatchObject({ retryAfterMs: 10_000 });
  expect(api.requests).toHaveLength(1);
});

it('does not wait for a fetch that ignores its signal', async () => {
  const { call } = await start();
  const limits = { ...API_LIMITS, timeoutMs: 20 };
  const waiting = call({ method: 'POST' }, { limits, fetch: () => new Promise(() => {}) });
  await expect(waiting).rejects.toMatchObject({ failure: 'unavailable' });
});

it('sends a request to a whole URL below the base URL', async () => {
  const { api, call } = await start();
  api.answer({ body: { ok: true } });
  const path = `${api.url}/v1/query/01g`;
  const { url } = await call({ path, query: { n: ['2'] } }, { baseUrl: `${api.url}/v1` });
  expect([api.requests[0]?.path, url]).toEqual(['/v1/query/01g', `${path}?n=2`]);
  await expect(call({ path: `${api.url}/v2` }, { baseUrl: `${api.url}/v1` })).rejects.toMatchObject(
    {
      failure: 'arguments',
    },
  );
});

it('does not repeat a secret that cannot be sent', async () => {
  const { api, call } = await start();
  const secret = 'Bearer secret\nsecond-line';
  const sign: RetryOptions['sign'] = ({ headers }) => headers.set('authorization', secret);
  const failures = [
    [call({}, { sign }), 'unauthorized'],
    [call({ headers: { authorization: secret } }), 'arguments'],
  ] as const;
  for (const [failing, failure] of failures) {
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ failure });
    expect(inspect(error, { depth: 9 })).not.toMatch(/secret|second-line/);
  }
  expect(api.requests).toEqual([]);
});

it('sends the digits of integers that a JSON number would round', async () => {
  const id = 1183539000000000001n;
  const body = { ids: [id], text: `${id}` };
  const request = { method: 'POST', path: '/', query: { id }, body } as const;
  const sent = await outgoingRequest('https://api.test', request);
  expect([sent.url.search, sent.body]).toEqual([`?id=${id}`, `{"ids":[${id}],"text":"${id}"}`]);
});
