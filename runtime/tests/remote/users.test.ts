import { expect, it } from 'vitest';
import type { ApiAuth } from '../../src/api/client.js';
import { TokenError } from '../../src/provider/principal.js';
import type { TokenVerifier } from '../../src/provider/principal.js';
import { verifiedPrincipal } from '../../src/provider/principal.js';
import { catalogOf, gateway } from './gateway.js';
import { rooms } from './rooms.js';

const ISSUER = 'https://auth.example';
const verifier: TokenVerifier = {
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: ISSUER,
    token_endpoint: ISSUER,
    response_types_supported: ['code'],
    jwks_uri: ISSUER,
  },
  async verify(token) {
    const [, name] = /^caller-(\w+)$/.exec(token) ?? [];
    if (name === undefined) throw new TokenError('Unknown token');
    const principal = verifiedPrincipal(ISSUER, name);
    return { principal, clientId: 'c', scopes: [], expiresAt: Date.now() / 1000 + 600 };
  },
};

/** Users have the tokens in `tokens`; one that was refused is replaced by `<token>-new`. */
function authWith(tokens: Record<string, string>): ApiAuth<never> {
  const auth: ApiAuth<string> = {
    getCredentials: async (userId) => tokens[userId.split('|')[1] ?? userId] ?? null,
    authorize: ({ headers }, token) => headers.set('authorization', `Bearer ${token}`),
    replaceCredentials: async (userId) => {
      const name = userId.split('|')[1] ?? userId;
      if (tokens[name]?.endsWith('-new')) return null;
      return (tokens[name] = `${tokens[name]}-new`);
    },
    signInUrl: async (userId) => `https://gateway.example/link/${userId.split('|')[1]}`,
  };
  return auth as unknown as ApiAuth<never>;
}

async function start(tokens: Record<string, string>) {
  const service = await rooms();
  const catalog = await catalogOf(service.url);
  service.requests.length = 0;
  const auth = authWith(tokens);
  return { service, ...(await gateway({ server: service.url, catalog, auth, verifier })) };
}

it('sends each user their own credentials, and the token of the caller to nobody', async () => {
  const { service, client } = await start({ alice: 'key-a', bob: 'key-b' });
  const callers = await Promise.all(
    ['alice', 'bob'].map((name) => client('auto', `caller-${name}`)),
  );
  const results = await Promise.all(
    callers.flatMap((caller) =>
      Array.from({ length: 5 }, () => caller.callTool({ name: 'echo', arguments: {} })),
    ),
  );
  const seen = results.map((result) => /key-\w/.exec(JSON.stringify(result.content))?.[0]);
  expect(seen).toEqual([...Array<string>(5).fill('key-a'), ...Array<string>(5).fill('key-b')]);
  expect(JSON.stringify(service.requests)).not.toContain('caller-');
});

it('tells a user without credentials where to sign in, and serves the others', async () => {
  const { client } = await start({ alice: 'key-a' });
  const carol = await client('auto', 'caller-carol');
  const refused = await carol.callTool({ name: 'echo', arguments: {} });
  expect(refused.isError).toBe(true);
  expect(JSON.stringify(refused.content)).toContain('https://gateway.example/link/carol');
  const alice = await client('auto', 'caller-alice');
  expect((await alice.callTool({ name: 'echo', arguments: {} })).isError).toBeUndefined();
});

it('ends the service for a user who has signed out, without a restart', async () => {
  const tokens: Record<string, string> = { alice: 'key-a' };
  const { client } = await start(tokens);
  const alice = await client('auto', 'caller-alice');
  expect((await alice.callTool({ name: 'echo', arguments: {} })).isError).toBeUndefined();
  delete tokens.alice;
  const refused = await alice.callTool({ name: 'echo', arguments: {} });
  expect(JSON.stringify(refused)).toContain('Not signed in');
});

it('replaces credentials that the server rejects, once', async () => {
  const { service, client } = await start({ alice: 'key-a' });
  const alice = await client('auto', 'caller-alice');
  await alice.callTool({ name: 'echo', arguments: {} });
  service.status = 401;
  const refused = await alice.callTool({ name: 'echo', arguments: {} });
  expect(JSON.stringify(refused)).toContain('does not accept the credentials');
  expect(new Set(service.requests.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer key-a', 'Bearer key-a-new']),
  );
});
