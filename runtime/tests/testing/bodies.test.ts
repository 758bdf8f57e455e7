import { expect, it, onTestFinished } from 'vitest';
import { binary, file, form, multipart, text } from '../../src/api/body.js';
import { responses } from '../../src/testing/callers/session.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { noSignIn } from '../../src/testing/sign-ins/sign-ins.js';
import { testedApiOf } from '../../src/testing/tested-provider.js';

async function start() {
  const api = await startApi();
  onTestFinished(() => api.close());
  return api;
}

it.each([
  { what: 'no body', body: undefined, read: undefined },
  {
    what: 'a form',
    body: form({ items: [{ price: 'p 1' }], ids: [1, 2] }),
    read: { 'items[price]': 'p 1', ids: ['1', '2'] },
  },
  {
    what: 'a multipart body',
    body: multipart({ title: 'ä', image: file('/+8=', { name: 'a.png', type: 'image/png' }) }),
    read: { title: 'ä', image: { name: 'a.png', type: 'image/png', content: '/+8=' } },
  },
  { what: 'text', body: text('# ä'), read: '# ä' },
  { what: 'bytes', body: binary('/+8='), read: '/+8=' },
  { what: 'JSON', body: '{"a":1}', read: { a: 1 } },
])('the fake API reads $what', async ({ body, read }) => {
  const api = await start();
  await fetch(api.url, { method: 'POST', ...(body !== undefined && { body }) });
  expect(api.requests.map(({ body }) => body)).toEqual([read]);
});

it('the fake API sends bytes with their content type', async () => {
  const api = await start();
  const bytes = Uint8Array.from([0x89, 0x50, 0xff]);
  const { cases } = testedApiOf('chat', {
    signIn: noSignIn,
    tools: {
      get_image: {
        request: { method: 'GET', path: '/image' },
        response: bytes,
        responseHeaders: { 'content-type': 'image/png' },
      },
    },
  });
  for (const row of cases) for (const response of responses(row)) api.answer(response);
  const response = await fetch(api.url);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});
