import { describe, expect, it } from 'vitest';
import { session } from '../support/session.js';
import { fixture } from './fixture.js';

const cases: { uri: string; path: string }[] = [
  { uri: 'acme://rooms/a%20room_id', path: '/rooms/a%20room_id' },
];

describe('resources of acme', () => {
  it('has people', async () => {
    const { client } = await session(fixture, 'auto');
    const { contents } = await client.readResource({ uri: 'acme://people' });
    expect(contents).toMatchObject([{ text: 'Ann, Bob' }]);
  });

  for (const { uri, path } of cases) {
    it(`reads ${uri}`, async () => {
      const { api, client } = await session(fixture, 'auto');
      api.answer({ body: { ok: true } });
      await client.readResource({ uri });
      expect(api.requests).toMatchObject([{ method: 'GET', path }]);
    });
  }
});
