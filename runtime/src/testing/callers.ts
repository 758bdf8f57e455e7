import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Principal, TokenVerifier } from '../provider/principal.js';
import { verifiedPrincipal } from '../provider/principal.js';
import type { FakeApi } from './api-server.js';
import { startApi } from './api-server.js';
import type { Mode } from './eras.js';
import { authOf, storeSecret } from './project.js';
import { connect, startServer } from './server.js';
import { stubEnvironment } from './session.js';
import type { TestedProvider, TestedTool } from './tested-provider.js';

/** Callers of the HTTP server. Carol has no credentials for the API. */
export const users = ['alice', 'bob', 'carol'] as const;
export type User = (typeof users)[number];

export const tokenOf = (user: User) => `token-of-${user}`;
export const secretOf = (user: User) => `secret-of-${user}`;

/** A server that verifies tokens, in front of a fake API, and a client of each user. */
export function useCallers(subject: TestedProvider, mode: Mode) {
  const { provider, prefix } = subject;
  const clients = new Map<User, Client>();
  const ends: (() => unknown)[] = [];
  let api: FakeApi | undefined;

  beforeAll(async () => {
    api = await startApi();
    ends.push(api.close);
    // The environment has the operator's credentials: no caller gets them.
    const { variables = {} } = await authOf(provider);
    const environment: Record<string, string> = { [`${prefix}_BASE_URL`]: api.url };
    for (const name of Object.values(variables)) environment[name] = 'of-the-operator';
    ends.push(stubEnvironment(environment));
    const server = await startServer(provider, namedCallers);
    ends.push(server.close);
    for (const user of users) {
      const userId = callerNamed(tokenOf(user)).userId;
      if (user !== 'carol') await storeSecret(subject, userId, secretOf(user));
      const client = await connect(`${server.url}/${provider}/mcp`, mode, tokenOf(user));
      ends.push(() => client.close());
      clients.set(user, client);
    }
  });
  beforeEach(() => api?.reset());
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  const call = (user: User, { tool, arguments: args }: TestedTool) =>
    started(clients.get(user)).callTool({ name: tool, arguments: args });
  return () => ({ api: started(api), call });
}

function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('Servers start before the tests');
  return part;
}

const ISSUER = 'https://issuer.example.com';
const callerNamed = (token: string): Principal => verifiedPrincipal(ISSUER, token);

/** A token is the name of its user: how tokens are verified is tested elsewhere. */
const namedCallers: TokenVerifier = {
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: `${ISSUER}/token`,
    response_types_supported: ['code'],
    jwks_uri: `${ISSUER}/jwks`,
  },
  verify: async (token) => ({
    principal: callerNamed(token),
    clientId: 'test',
    scopes: [],
    expiresAt: Math.ceil(Date.now() / 1000) + 600,
  }),
};
