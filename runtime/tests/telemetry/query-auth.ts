import type { ApiAuth } from '../../src/api/api-auth.js';

/** Puts a key into the query. */
export const queryAuth = (key: string): ApiAuth<string> => ({
  getCredentials: async () => key,
  authorize: ({ url }, credentials) => url.searchParams.set('key', credentials),
  secrets: (credentials) => [credentials],
});
