import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/project/route.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { ask, bearer, LIST_TOOLS, post } from '../ask.js';
import { rawConnection, requestText } from './http.js';
import { call, serve } from './small-server.js';

/** Sends the head of a request and as much of its body; resolves with the first of the response. */
async function upload(url: string, path: string, sent: number, headers: readonly string[] = []) {
  const { socket } = await rawConnection(url);
  const whole = requestText(path, 'x'.repeat(sent + 1), headers);
  socket.write(whole.slice(0, -1));
  return new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
}

describe('public routes', () => {
  const routes: Route[] = [
    { path: '/about', public: true, handle: () => new Response('About') },
    { path: '/note', public: true, methods: ['POST'], handle: () => new Response('Noted') },
  ];

  it.each([
    { method: 'GET', path: '/about', status: 200 },
    { method: 'HEAD', path: '/about', status: 200 },
    { method: 'POST', path: '/about', status: 405 },
    { method: 'TRACE', path: '/about', status: 405 },
    { method: 'POST', path: '/note', status: 200 },
    { method: 'GET', path: '/note', status: 405 },
  ])('$method $path: $status', async ({ method, path, status }) => {
    const { url, lines } = await serve({}, { routes });
    const response = await ask(url + path, { method });
    expect(response.status).toBe(status);
    if (status === 405)
      expect(response.headers.allow).toBe(path === '/note' ? 'POST' : 'GET, HEAD');
    expect(lines).toEqual([]);
  });

  it.each([
    { what: 'another method', head: 'POST /about', status: 405 },
    { what: 'GET', head: 'GET /about', status: 200 },
  ])('do not read a body with $what', async ({ head, status }) => {
    const { url } = await serve({}, { routes });
    const { socket, closed } = await rawConnection(url);
    socket.write(`${head} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000000\r\n\r\n`);
    expect(await closed).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('have all cookies of a response, and the "Vary" of the server beside theirs', async () => {
    const origin = 'https://app.example.com';
    const handle = () => {
      const response = new Response('Cookies', { headers: { vary: 'Accept' } });
      for (const cookie of ['a=1', 'b=2']) response.headers.append('set-cookie', cookie);
      return response;
    };
    const cookies: Route = { path: '/cookies', public: true, handle };
    const { url } = await serve({}, { routes: [cookies], allowedOrigins: [origin] });
    const { headers } = await ask(`${url}/cookies`, { headers: { origin } });
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers.vary).toBe('Origin, Accept');
  });

  it('have small bodies', async () => {
    const { url } = await serve({}, { routes });
    const { status } = await ask(`${url}/note`, { method: 'POST', body: 'x'.repeat(65_537) });
    expect(status).toBe(413);
  });

  it('take nothing that callers need', async () => {
    const { url, endpoint } = await serve({ maxBufferedBytes: 1_000_000 }, { routes });
    const uploads = Array.from({ length: 65 }, () => upload(url, '/note', 65_000));
    expect(await Promise.race(uploads)).toMatch(/^HTTP\/1\.1 429 /);
    expect((await post(endpoint, LIST_TOOLS)).status).toBe(200);
    expect((await ask(`${url}/about`)).status).toBe(200);
  });
});

describe('the memory of requests', () => {
  const limits = { maxRequestBytes: 10_000, maxBufferedBytes: 160_000 }; // 40,000 of each user
  const verifier = namedCallers;

  it('is of each user while bodies are sent', async () => {
    const { url, endpoint } = await serve(limits, { verifier });
    const uploads = Array.from({ length: 5 }, () =>
      upload(url, '/small/mcp', 9_000, ['Authorization: Bearer alice']),
    );
    expect(await Promise.race(uploads)).toMatch(/^HTTP\/1\.1 429 [^]*retry-after: 1/i);
    expect((await post(endpoint, LIST_TOOLS, bearer('bob'))).status).toBe(200);
  });

  it('is of each user while calls run', async () => {
    const { endpoint, release, running } = await serve(limits, { verifier });
    const alice = bearer('alice');
    const large = (name: string) => call(name) + ' '.repeat(9_000);
    const calls = Array.from({ length: 4 }, () => post(endpoint, large('wait'), alice));
    await running(4);
    expect((await post(endpoint, large('long'), alice)).status).toBe(429);
    expect((await post(endpoint, large('long'), bearer('bob'))).status).toBe(200);
    release();
    for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
    expect((await post(endpoint, large('long'), alice)).status).toBe(200);
  });

  const message = (value: unknown) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: { value } } });
  let nested: unknown = [];
  for (let level = 0; level < 600; level++) nested = [nested];

  it.each([
    { what: 'text', value: '[{,:"\\'.repeat(900), status: 200 },
    { what: 'wide text', value: '一'.repeat(3_000), status: 200 },
    {
      what: 'many values beside text',
      value: [...Array.from({ length: 200 }, () => ({})), 'x'.repeat(8_000)],
      status: 413,
    },
    { what: 'many values', value: Array(400).fill({}), status: 413 },
    { what: 'many keys', value: Object.fromEntries(Array(400).fill(0).entries()), status: 413 },
    { what: 'many levels', value: nested, status: 400 },
  ])('is that of values, too: $what: $status', async ({ value, status }) => {
    const { endpoint, lines } = await serve(limits);
    expect((await post(endpoint, message(value))).status).toBe(status);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
