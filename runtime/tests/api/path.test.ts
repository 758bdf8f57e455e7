import { expect, it } from 'vitest';
import { outgoingRequest, path } from '../../src/api/request.js';

it('encodes values', () => {
  expect(path`/rooms/${'a/b c'}/messages/${7}`).toBe('/rooms/a%2Fb%20c/messages/7');
});

it.each(['', '.', '..', 'a\ud800'])('refuses %j', (value) => {
  expect(() => path`/rooms/${value}`).toThrow(/cannot be part of a path|not well-formed/);
});

it('refuses halves of surrogate pairs in the query', async () => {
  const request = { method: 'GET', path: '/rooms', query: { q: ['a', '\udc00'] } } as const;
  await expect(outgoingRequest('https://api.example.com', request)).rejects.toMatchObject({
    failure: 'arguments',
  });
});
