import { createHmac, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { apiClient } from '../../src/api/client.js';
import { withSlashes } from '../../src/api/parameters.js';
import { type ApiRequest, path } from '../../src/api/request.js';
import { secretAuth } from '../../src/auth/secret-auth.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { testContext } from '../context.js';
import { listen } from '../listen.js';

const KEY = 'signing-key';

/** What a signature covers. */
const signature = (method: string, url: string, nonce: string, body: Uint8Array | string) =>
  createHmac('sha256', KEY).update(`${method}\n${url}\n${nonce}\n`).update(body).digest('hex');

const hmacAuth = secretAuth('chat', {
  shape: z.strictObject({ key: z.string() }),
  fields: [{ name: 'key', label: 'Key', secret: true }],
  variables: { key: 'CHAT_KEY' },
  async authorize({ method, url, headers, body = '' }) {
    const nonce = randomUUID();
    headers.set('x-nonce', nonce);
    headers.set('x-signature', signature(method, url.href, nonce, body));
  },
});

/**
 * An API that checks signatures and takes each nonce once; it responds with what `respond` says.
 * @param seen headers of each request before it is signed
 */
async function startSignedApi(
  respond: (count: number) => [number, Record<string, string>],
  seen: string[][] = [],
) {
  const nonces: string[] = [];
  const origin = await listen((request, response) => {
    void buffer(request).then((body) => {
      const { host = '', 'x-nonce': nonce, 'x-signature': given } = request.headers;
      const { method = '', url = '' } = request;
      const expected = signature(method, `http://${host}${url}`, String(nonce), body);
      const isValid = given === expected && !nonces.includes(String(nonce));
      nonces.push(String(nonce));
      const [status, headers] = isValid ? respond(nonces.length) : [401, {}];
      response.writeHead(status, headers).end();
    });
  });
  setEnvironment('CHAT', { BASE_URL: `${origin}/v1`, KEY });
  const callApi = apiClient('chat', {
    ...hmacAuth,
    authorize(request, credentials) {
      seen.push([...request.headers.keys()]);
      return hmacAuth.authorize(request, credentials);
    },
  });
  const context = testContext();
  return { nonces, call: (request: ApiRequest) => callApi(request, context) };
}

it('signs each attempt and each redirect anew, with the final URL', async () => {
  const { nonces, call } = await startSignedApi((count) => {
    if (count === 1) return [503, { 'retry-after': '0.001' }];
    return count === 2 ? [307, { location: '/v1/moved?to=b' }] : [204, {}];
  });
  const query = { tag: ['a b', 'ä'] };
  expect(
    (await call({ method: 'GET', path: path`/rooms/${withSlashes('a/b')}`, query })).status,
  ).toBe(204);
  expect(new Set(nonces).size).toBe(3);
});

it('shows a scheme the same request at every attempt and redirect', async () => {
  const seen: string[][] = [];
  const { call } = await startSignedApi((count) => {
    if (count === 1) return [503, { 'retry-after': '0.001' }];
    return count === 2 ? [307, { location: '/v1/rooms' }] : [204, {}];
  }, seen);
  await call({ method: 'GET', path: '/rooms' });
  expect(seen).toEqual([['accept'], ['accept'], ['accept']]);
});

const form = new FormData();
form.set('file', new Blob(['content']), 'a.txt');

it.each<{ what: string; body: unknown }>([
  { what: 'JSON', body: { text: 'ä' } },
  { what: 'a form', body: new URLSearchParams({ text: 'a b' }) },
  { what: 'a multipart form', body: form },
  { what: 'bytes', body: Uint8Array.from([0, 255]) },
])('signs $what as it is sent', async ({ body }) => {
  const { call } = await startSignedApi(() => [204, {}]);
  expect((await call({ method: 'POST', path: '/rooms', body })).status).toBe(204);
});

it('does not let a signature lead out of the API', async () => {
  const { nonces } = await startSignedApi(() => [204, {}]);
  const elsewhere = { ...hmacAuth, authorize: ({ url }: { url: URL }) => void (url.port = '1') };
  const context = testContext();
  const call = apiClient('chat', elsewhere)({ method: 'GET', path: '/rooms' }, context);
  await expect(call).rejects.toThrow('must not change the address');
  expect(nonces).toEqual([]);
});
