import type { CallRecord } from '../call/call-context.js';
import { identityOf } from '../call/call-identity.js';
import { createVault } from '../credentials/vault.js';
import { isAnonymous } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';

/**
 * Returns the idempotency key of a change, a UUID. Each call has a new one, because a user may want the same change
 * twice. With `once`, repetitions of a call by the same user get the same key for the same change, in every process
 * with the same `CREDENTIALS_KEY`. Anonymous callers never get the same key.
 * @param index number of earlier changes in the call that have a key
 */
export async function changeKey(
  provider: string,
  { origin, principal }: CallRecord,
  index: number,
): Promise<string> {
  const identity =
    origin && !isAnonymous(principal) && (await identityOf(origin.input, origin.args));
  if (!origin || !identity) return nodeCrypto().randomUUID();
  const vault = createVault(provider);
  const { digest } = await vault.encryption(true);
  const change = [principal.userId, origin.tool, identity, `${origin.since}`, `${index}`];
  const hex = digest('idempotency key', provider, vault.origin(), ...change);
  // Of the form of version 4, because some APIs accept no other text.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}
