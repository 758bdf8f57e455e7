import type { ApiAuth } from '../../src/api/api-auth.js';
import type { RemoteOptions } from '../../src/remote.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { catalogOf, gateway } from './gateway.js';
import { rooms } from './rooms.js';

/** Users have the tokens in `tokens`; one that was refused is replaced by `<token>-new`. */
function authWith(tokens: Record<string, string>): ApiAuth<never> {
  const auth: ApiAuth<string> = {
    getCredentials: async (userId) => tokens[userId.split('|caller-')[1] ?? userId] ?? null,
    authorize: ({ headers }, token) => headers.set('authorization', `Bearer ${token}`),
    replaceCredentials: async (userId) => {
      const name = userId.split('|caller-')[1] ?? userId;
      if (tokens[name]?.endsWith('-new')) return null;
      return (tokens[name] = `${tokens[name]}-new`);
    },
    signInUrl: async (userId) => `https://gateway.example/link/${userId.split('|caller-')[1]}`,
  };
  return auth as unknown as ApiAuth<never>;
}

/** A gateway for callers with the tokens `caller-<name>`, each with credentials of their own. */
export async function startForUsers(tokens: Record<string, string>, options: RemoteOptions = {}) {
  const service = await rooms();
  const catalog = await catalogOf(service.url);
  service.requests.length = 0;
  const auth = authWith(tokens);
  const verifier = namedCallers;
  return { service, ...(await gateway({ server: service.url, catalog, auth, verifier, options })) };
}
