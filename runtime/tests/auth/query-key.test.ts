import { expect, it } from 'vitest';
import { list, reserved } from '../../src/api/parameters/query.js';
import { outgoingRequest } from '../../src/api/request.js';
import { apiKeyAuth } from '../../src/auth/api-key.js';

const { authorize } = apiKeyAuth('chat', { apiKey: 'CHAT_API_KEY' }, { in: 'query', name: 'key' });

it.each([
  { query: { p: reserved('/a b'), ids: list([1, 2]) }, search: '?p=/a%20b&ids=1,2&key=a%26b' },
  { query: { key: ['x', 'y'], q: 'z' }, search: '?q=z&key=a%26b' },
  { query: {}, search: '?key=a%26b' },
])('adds the key to $query and leaves the rest as it is', async ({ query, search }) => {
  const request = { method: 'GET', path: '/', query } as const;
  const outgoing = await outgoingRequest('https://api.example.com', request);
  await authorize(outgoing, { apiKey: 'a&b' });
  expect(outgoing.url.search).toBe(search);
});
