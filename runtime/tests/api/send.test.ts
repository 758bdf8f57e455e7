import { inspect } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ApiRequest } from '../../src/api/request.js';
import type { Retrying } from '../../src/api/send.js';
import { send } from '../../src/api/send.js';
import { API_LIMITS } from '../../src/http/limits.js';
import { startApi } from '../../src/testing/api-server.js';

async function start() {
  const api = await startApi();
  onTestFinished(() => api.close());
  const call = (request: Partial<ApiRequest> = {}, options: Partial<Retrying> = {}) =>
    send(
      { method: 'GET', path: '/rooms', ...request },
      {
        baseUrl: api.url,
        sign: () => {},
        limits: API_LIMITS,
        attempts: 3,
        signal: new AbortController().signal,
        ...options,
      },
    );
  return { api, call };
}

const atOnce = { 'retry-after': '0.001' };

it.each<Partial<ApiRequest>>([{ method: 'GET' }, { method: 'QUERY', body: { kind: 'cat' } }])(
  'repeats what only reads, when the API says: %j',
  async (request) => {
    const { api, call } = await start();
    api.answer({ status: 503, headers: atOnce });
    api.answer({ body: { ok: true } });
    expect((await call(request)).body).toEqual({ ok: true });
    expect(api.requests).toMatchObject([request, request]);
  },
);

it('waits although the API says that it need not', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.4);
  const { api, call } = await start();
  api.answer({ status: 503, headers: { 'retry-after': '0' } });
  api.answer({ body: { ok: true } });
  const begin = performance.now();
  await call();
  expect(performance.now() - begin).toBeGreaterThan(150);
});

it('gives up after three tries', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: atOnce });
  await expect(call()).rejects.toThrow('The API failed');
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
  await expect(call()).rejects.toThrow('in 60 s');
  expect(api.requests).toHaveLength(1);
});

it('sends what changes something once', async () => {
  const { api, call } = await start();
  api.answerAlways({ status: 503, headers: atOnce });
  await expect(call({ method: 'POST', body: {} })).rejects.toThrow('The API failed');
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
  await expect(call()).rejects.toThrow('larger than');
  expect(api.requests).toHaveLength(1);
});

it('names the header that cannot be sent, without its value', async () => {
  const { call } = await start();
  await expect(call({ headers: { 'X-Reason': '\u{1F44D}' } })).rejects.toThrow(
    'The header "X-Reason" cannot contain this value. Use Latin letters, on one line.',
  );
});

it('returns text that is not JSON', async () => {
  const { api, call } = await start();
  api.answer({ status: 201, text: 'Created.' });
  expect((await call({ method: 'POST' })).body).toBe('Created.');
});

it.each([
  { what: 'a byte order mark', text: '\ufeff{"ok":true}', body: { ok: true } },
  { what: 'no body', text: '', body: undefined },
])('reads a response with $what', async ({ text, body }) => {
  const { api, call } = await start();
  api.answer({ text });
  expect((await call()).body).toEqual(body);
});

it.each([
  { type: 'image/png', sent: [0x89, 0x50, 0x4e, 0x47, 0xff], body: 'binary' },
  { type: 'application/json', sent: [0xff, 0xfe, 0x00], body: 'binary' },
  { type: 'text/plain; charset=iso-8859-1', sent: [0xe4], body: 'ä' },
  { type: 'application/problem+json', sent: [0x7b, 0x7d], body: {} },
])('does not mangle $sent of type $type', async ({ type, sent, body }) => {
  const { call } = await start();
  const bytes = Uint8Array.from(sent);
  const fetch = async () => new Response(bytes, { headers: { 'content-type': type } });
  expect((await call({}, { fetch })).body).toEqual(body === 'binary' ? bytes : body);
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
  await expect(call({}, { deadline })).rejects.toThrow('Try again in 10 s');
  expect(api.requests).toHaveLength(1);
});

it('does not wait for a fetch that ignores its signal', async () => {
  const { call } = await start();
  const limits = { ...API_LIMITS, timeoutMs: 20 };
  const waiting = call({ method: 'POST' }, { limits, fetch: () => new Promise(() => {}) });
  await expect(waiting).rejects.toThrow('no complete response within 0.02 s');
});

it('sends a request to a whole URL below the base URL', async () => {
  const { api, call } = await start();
  api.answer({ body: { ok: true } });
  const path = `${api.url}/v1/query/01g`;
  const { url } = await call({ path, query: { n: ['2'] } }, { baseUrl: `${api.url}/v1` });
  expect([api.requests[0]?.path, url]).toEqual(['/v1/query/01g', `${path}?n=2`]);
  await expect(call({ path: `${api.url}/v2` }, { baseUrl: `${api.url}/v1` })).rejects.toThrow(
    'leaves the API',
  );
});

it('follows redirects below the base URL', async () => {
  const { api, call } = await start();
  api.answer({ status: 301, headers: { location: '/v1/new?page=2' } });
  api.answer({ body: { ok: true } });
  const headers = { authorization: 'Bearer token' };
  const { body } = await call({ headers }, { baseUrl: `${api.url}/v1` });
  expect(body).toEqual({ ok: true });
  const [, second] = api.requests;
  expect(second).toMatchObject({ path: '/v1/new', query: { page: '2' }, headers });
});

it.each([
  { redirect: 'to another origin', location: 'http://localhost:1/v1', method: 'GET', requests: 1 },
  { redirect: 'out of the base URL', location: '/admin', method: 'GET', requests: 1 },
  { redirect: 'to a longer name', location: '/v11', method: 'GET', requests: 1 },
  { redirect: 'with dot segments', location: '/v1/%2e%2e/admin', method: 'GET', requests: 1 },
  { redirect: 'of a change', location: '/v1/new', method: 'POST', requests: 1 },
  { redirect: 'without an end', location: '/v1/rooms', method: 'GET', requests: 4 },
] as const)('does not follow a redirect $redirect', async ({ location, method, requests }) => {
  const { api, call } = await start();
  api.answerAlways({ status: 307, headers: { location } });
  await expect(call({ method }, { baseUrl: `${api.url}/v1` })).rejects.toThrow('HTTP 307');
  expect(api.requests).toHaveLength(requests);
});

it('follows a download to another host, without credentials', async () => {
  const { api, call } = await start();
  const storage = await startApi();
  onTestFinished(() => storage.close());
  const location = `${storage.url}/object?signature=s-1`;
  const sign: Retrying['sign'] = ({ headers }) => headers.set('authorization', 'Bearer secret');
  const request = { download: true, headers: { accept: 'image/png', 'x-own': '1' } };
  api.answer({ status: 302, headers: { location } });
  storage.answer({ status: 302, headers: { location: `${api.url}/rooms` } });
  api.answer({ body: { ok: false } }); // content, not the state of a request
  const { body, url } = await call(request, { sign, success: 'ok' });
  expect([body, url]).toEqual([{ ok: false }, `${api.url}/rooms`]);
  const [first, last] = [api.requests[0], api.requests[1]];
  expect(first?.headers).toMatchObject({ authorization: 'Bearer secret', 'x-own': '1' });
  for (const elsewhere of [storage.requests[0], last]) {
    expect(elsewhere?.headers).toMatchObject({ accept: 'image/png' });
    expect(elsewhere?.headers).not.toHaveProperty('authorization');
    expect(elsewhere?.headers).not.toHaveProperty('x-own');
  }
  api.answer({ status: 302, headers: { location } });
  storage.answer({ status: 401, body: { message: 'signature=s-1' } });
  await expect(call(request, { sign })).rejects.toMatchObject({
    failure: 'response',
    message: `The API refers to "${storage.url}" for the content, which does not send it. Call again for a new address. (HTTP 401)`,
  });
});

it.each([
  'http://files.example.com/a', // not encrypted
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/a',
  'https://[::1]/a',
  'ftp://files.example.com/a',
])('does not follow a download of a public API to %s', async (location) => {
  const { call } = await start();
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return new Response(null, { status: 302, headers: { location } });
  };
  const baseUrl = 'https://api.example.com';
  await expect(call({ download: true }, { baseUrl, fetch })).rejects.toThrow('is not followed');
  expect(asked).toEqual([`${baseUrl}/rooms`]);
});

it('does not repeat a secret that cannot be sent', async () => {
  const { api, call } = await start();
  const secret = 'Bearer secret\nsecond-line';
  const sign: Retrying['sign'] = ({ headers }) => headers.set('authorization', secret);
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
