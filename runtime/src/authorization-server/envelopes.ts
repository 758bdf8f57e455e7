import type * as z from 'zod';
import type { Vault } from '../credentials/vault.js';

/** Anything that has an end, in milliseconds since the epoch. */
interface Ending {
  until: number;
}

/**
 * What travels through clients and browsers, encrypted: clients that have registered, requests, codes and tokens. Nothing of
 * it is stored, so anybody may begin a sign-in, and any process can go on with it.
 */
export interface Envelopes {
  seal(purpose: Purpose, value: object, ...bound: string[]): Promise<string>;
  /** Undefined for what was not sealed here, for this purpose and with `bound`, or has ended. */
  open<Value>(
    purpose: Purpose,
    text: string,
    shape: z.ZodType<Value>,
    ...bound: string[]
  ): Promise<Value | undefined>;
}

/** A code is no token, and a token of one purpose none of another. */
type Purpose =
  'client' | 'form' | 'list' | 'service' | 'code' | 'access' | 'refresh' | 'invitation';

/** Longer than any that is sealed here. */
const MOST_CHARACTERS = 20_000;

export function envelopes(vault: Vault): Envelopes {
  const owner = (purpose: Purpose, bound: readonly string[]) => [
    'authorization-server',
    vault.origin(),
    purpose,
    ...bound,
  ];
  return {
    seal: async (purpose, value, ...bound) =>
      (await vault.encryption(true)).encrypt(JSON.stringify(value), ...owner(purpose, bound)),
    async open(purpose, text, shape, ...bound) {
      const encryption = await vault.encryption(true); // an outage of the keys is none of the token
      if (text.length > MOST_CHARACTERS) return undefined;
      try {
        const plain: unknown = JSON.parse(encryption.decrypt(text, ...owner(purpose, bound)));
        const { until = Infinity } = plain as Partial<Ending>;
        return until > Date.now() ? shape.parse(plain) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
