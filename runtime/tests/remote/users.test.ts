import { expect, it } from 'vitest';
import { startForUsers } from './callers.js';

it('sends each user their own credentials, and the token of the caller to nobody', async () => {
  const { service, client } = await startForUsers({ alice: 'key-a', bob: 'key-b' });
  const callers = await Promise.all(
    ['alice', 'bob'].map((name) => client('auto', `caller-${name}`)),
  );
  const results = await Promise.all(
    callers.flatMap((caller) =>
      Array.from({ length: 5 }, () => caller.callTool({ name: 'echo', arguments: {} })),
    ),
  );
  const seen = results.map((result) => /user-\w/.exec(JSON.stringify(result.content))?.[0]);
  expect(seen).toEqual([...Array<string>(5).fill('user-a'), ...Array<string>(5).fill('user-b')]);
  expect(JSON.stringify(service.requests)).not.toContain('caller-');
});

it('tells a user without credentials where to sign in, and serves the others', async () => {
  const { client } = await startForUsers({ alice: 'key-a' });
  const carol = await client('auto', 'caller-carol');
  const refused = await carol.callTool({ name: 'echo', arguments: {} });
  expect(refused.isError).toBe(true);
  expect(JSON.stringify(refused.content)).toContain('https://gateway.example/link/carol');
  const alice = await client('auto', 'caller-alice');
  expect((await alice.callTool({ name: 'echo', arguments: {} })).isError).toBeUndefined();
});

it('serves a user who has signed out no longer, without a restart', async () => {
  const tokens: Record<string, string> = { alice: 'key-a' };
  const { client } = await startForUsers(tokens);
  const alice = await client('auto', 'caller-alice');
  expect((await alice.callTool({ name: 'echo', arguments: {} })).isError).toBeUndefined();
  delete tokens.alice;
  const refused = await alice.callTool({ name: 'echo', arguments: {} });
  expect(JSON.stringify(refused)).toContain('Not signed in');
});

it('replaces credentials that the server rejects, once', async () => {
  const { service, client } = await startForUsers({ alice: 'key-a' });
  const alice = await client('auto', 'caller-alice');
  await alice.callTool({ name: 'echo', arguments: {} });
  service.status = 401;
  const refused = await alice.callTool({ name: 'echo', arguments: {} });
  expect(JSON.stringify(refused)).toContain('does not accept the credentials');
  expect(new Set(service.requests.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer key-a', 'Bearer key-a-new']),
  );
});
