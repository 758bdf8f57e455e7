import { expect, it, onTestFinished } from 'vitest';
import type { RetryOptions } from '../../src/api/send.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { start } from './sending.js';

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
  await expect(call({ method }, { baseUrl: `${api.url}/v1` })).rejects.toMatchObject({
    status: 307,
  });
  expect(api.requests).toHaveLength(requests);
});

it('follows a download to another host, without credentials', async () => {
  const { api, call } = await start();
  const storage = await startApi();
  onTestFinished(() => storage.close());
  const location = `${storage.url}/object?signature=s-1`;
  const sign: RetryOptions['sign'] = ({ headers }) => headers.set('authorization', 'Bearer secret');
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
  await expect(call({ download: true }, { baseUrl, fetch })).rejects.toMatchObject({ status: 302 });
  expect(asked).toEqual([`${baseUrl}/rooms`]);
});
