import type * as z from 'zod';
import type { Vault } from '../credentials/vault.js';

/** A value that expires, in milliseconds since the epoch. */
interface Expiring {
  until: number;
}

/**
 * Encrypts values that travel through clients and browsers: registrations, requests, codes and
 * tokens. Nothing is stored, so anyone may begin a sign-in and any process can continue it.
 */
export interface Envelopes {
  seal(purpose: Purpose, value: object, ...bound: string[]): Promise<string>;
  /** Undefined for a text that was not encrypted here, for this purpose and with `bound`, or has expired. */
  open<Value>(
    purpose: Purpose,
    text: string,
    shape: z.ZodType<Value>,
    ...bound: string[]
  ): Promise<Value | undefined>;
}

/** Purpose of a text; a text of one purpose is invalid for another, such as a code as a token. */
type Purpose =
  'client' | 'form' | 'list' | 'service' | 'code' | 'access' | 'refresh' | 'invitation';

/** Longest accepted text; those encrypted here are shorter. */
const MAX_LENGTH = 20_000;

/** Encrypts what browsers and clients carry with the keys of a vault. */
export function vaultEnvelopes(vault: Vault): Envelopes {
  const bindingOf = (purpose: Purpose, bound: readonly string[]) => [
    'authorization-server',
    vault.origin(),
    purpose,
    ...bound,
  ];
  return {
    seal: async (purpose, value, ...bound) =>
      (await vault.encryption(true)).encrypt(JSON.stringify(value), ...bindingOf(purpose, bound)),
    async open(purpose, text, shape, ...bound) {
      const encryption = await vault.encryption(true); // throws if the keys are unavailable
      if (text.length > MAX_LENGTH) return undefined;
      try {
        const plain: unknown = JSON.parse(encryption.decrypt(text, ...bindingOf(purpose, bound)));
        const { until = Infinity } = plain as Partial<Expiring>;
        return until > Date.now() ? shape.parse(plain) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
