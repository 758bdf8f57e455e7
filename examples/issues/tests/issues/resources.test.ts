import { describe, expect, it } from 'vitest';
import { eras } from '../support/eras.js';
import { session } from '../support/session.js';
import { fixture } from './fixture.js';

/** A resource, and the call to the API that reading it leads to. */
interface ResourceCase {
  uri: string;
  path: string;
}

const cases: ResourceCase[] = [
  { uri: 'issues://repos/a%20owner/a%20repo/readme', path: '/repos/a%20owner/a%20repo/readme' },
];

describe.each(eras)('resources of issues, $era era', ({ mode }) => {
  it.each(cases)('reads $uri', async ({ uri, path }) => {
    const { api, client } = await session(fixture, mode);
    api.answer({ body: { ok: true } });
    const { contents } = await client.readResource({ uri });
    expect(contents).toMatchObject([{ uri, text: '{"ok":true}' }]);
    expect(api.requests).toMatchObject([{ method: 'GET', path }]);
  });

  const encoded = cases.filter(({ uri }) => uri.includes('%20'));
  it.each(encoded)('knows no malformed $uri', async ({ uri }) => {
    const { api, client } = await session(fixture, mode);
    const malformed = uri.replace('%20', '%zz');
    await expect(client.readResource({ uri: malformed })).rejects.toThrow(/not found/i);
    expect(api.requests).toEqual([]);
  });

  it.each(cases)('says where there is no $uri', async ({ uri }) => {
    const { api, client } = await session(fixture, mode);
    api.answerAlways({ status: 404 });
    await expect(client.readResource({ uri })).rejects.toThrow(/not found/i);
  });
});
