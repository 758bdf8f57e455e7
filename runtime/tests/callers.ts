import type { TokenVerifier } from '../src/identity/principal.js';
import { namedCallers } from '../src/testing/callers/named-callers.js';

/** Returns a verifier that accepts tokens as `namedCallers` does, for this many seconds. */
export const callersFor = (seconds: number): TokenVerifier => ({
  ...namedCallers,
  async verify(...token) {
    return { ...(await namedCallers.verify(...token)), exp: Date.now() / 1000 + seconds };
  },
});

/** Returns a verifier that accepts tokens as `namedCallers` does, after `ready`. */
export const callersWhen = (ready: (token: string) => Promise<void>): TokenVerifier => ({
  ...namedCallers,
  async verify(token, ...rest) {
    await ready(token);
    return namedCallers.verify(token, ...rest);
  },
});
