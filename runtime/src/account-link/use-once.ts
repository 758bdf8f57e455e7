import * as z from 'zod';
import { whereUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import type { Vault } from '../credentials/vault.js';
import { OAuthError } from '../oauth/errors.js';
import type { UserId } from '../provider/principal.js';

/** What one user has used, by name, with the time after which it is invalid anyway. */
const Used = z.record(z.string(), z.number());

export interface Use {
  /** Is known: requests without a proven user must not write to the store. */
  userId: UserId;
  name: string;
  /** When it can be forgotten, in milliseconds since the epoch. */
  until: number;
}

/**
 * Lets each name pass once, in all processes.
 * @throws OAuthError `invalid` the second time
 */
export async function useOnce(vault: Vault, { userId, name, until }: Use): Promise<void> {
  const store = credentialStore(vault, Used, { purpose: 'links' });
  await vault.withLock(`links of ${userId}`, async () => {
    const known = Object.entries((await store.read(userId).catch(whereUnreadable)) ?? {});
    const used = Object.fromEntries(known.filter(([, end]) => end > Date.now()));
    if (name in used) throw new OAuthError('invalid', 'This link was used before.');
    await store.write(userId, { ...used, [name]: until });
  });
}
