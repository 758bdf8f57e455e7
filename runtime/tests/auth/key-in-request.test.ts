import { expect, it } from 'vitest';
import { form, multipart } from '../../src/api.js';
import { list, reserved } from '../../src/api/parameters.js';
import { type ApiRequest, outgoingRequest } from '../../src/api/request.js';
import { apiKeyAuth } from '../../src/auth/api-key.js';
import { sentBody } from '../../src/testing/fakes/sent-body.js';

async function signed(place: 'query' | 'body', request: ApiRequest<'/'>) {
  const { authorize } = apiKeyAuth('chat', { apiKey: 'CHAT_API_KEY' }, { in: place, name: 'key' });
  const outgoing = await outgoingRequest('https://api.example.com', request);
  await authorize(outgoing, { apiKey: 'a&"b' });
  return outgoing;
}

it.each([
  { query: { p: reserved('/a b'), ids: list([1, 2]) }, search: '?p=/a%20b&ids=1,2&key=a%26%22b' },
  { query: { key: ['x', 'y'], q: 'z' }, search: '?q=z&key=a%26%22b' },
  { query: {}, search: '?key=a%26%22b' },
])('adds the key to $query and leaves the rest as it is', async ({ query, search }) => {
  const outgoing = await signed('query', { method: 'GET', path: '/', query });
  expect(outgoing.url.search).toBe(search);
});

const key = 'a&"b';
it.each<[string, Pick<ApiRequest, 'method' | 'body'>, unknown]>([
  [
    'an object',
    { method: 'POST', body: { n: 12345678901234567890n } },
    '{"n":12345678901234567890,"key":"a&\\"b"}',
  ],
  ['an empty object', { method: 'DELETE', body: {} }, { key }],
  ['nothing', { method: 'PUT' }, { key }],
  ['a form', { method: 'POST', body: form({ q: 'a b', key: 'x' }) }, { q: 'a b', key }],
  ['an empty form', { method: 'POST', body: form({}) }, { key }],
  ['a multipart form', { method: 'POST', body: multipart({ q: 'ä' }) }, { key, q: 'ä' }],
])('adds the key to a body: %s', async (_, request, expected) => {
  const { body = '', headers, url } = await signed('body', { ...request, path: '/' });
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const type = headers.get('content-type') ?? '';
  expect(typeof expected === 'string' ? body : await sentBody(bytes, type)).toEqual(expected);
  expect(url.search).toBe('');
});

it.each<[string, Pick<ApiRequest, 'method' | 'body'>]>([
  ['no body', { method: 'GET' }],
  ['a list', { method: 'POST', body: [1] }],
  ['a file', { method: 'PUT', body: new Blob(['{}'], { type: 'image/png' }) }],
])('the query has the key of a request with %s', async (_, request) => {
  const before = await outgoingRequest('https://api.example.com', { ...request, path: '/' });
  const { body, url } = await signed('body', { ...request, path: '/' });
  expect(url.search).toBe('?key=a%26%22b');
  expect(body).toEqual(before.body);
});
