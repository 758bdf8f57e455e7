import * as z from 'zod';
import { nullIfUnreadable } from '../../credentials/encryption.js';
import { credentialStore } from '../../credentials/store.js';
import type { Vault } from '../../credentials/vault.js';
import type { UserId } from '../../identity/principal.js';
import { nodeCrypto } from '../../node/node-module.js';
import { OAuthError } from '../errors.js';
import { Pending } from '../pending.js';

/** A ticket that lets one user connect an account, or disconnect it, once. */
const Ticket = z.strictObject({
  id: z.string(),
  /** Id of a verified caller; this server has encrypted it. */
  userId: z.string().transform((text) => text as UserId),
  /** Expiry, in milliseconds since the epoch. */
  until: z.number(),
});
type Ticket = z.output<typeof Ticket>;

/** The state of a browser that was sent away, for its return. */
const LinkStep = z.strictObject({
  stage: z.enum(['login', 'service', 'leave']),
  pending: Pending.extend({ nonce: z.string().optional() }),
  /** Absent if the user is not known before the login. */
  ticket: Ticket.optional(),
  /** Expiry, in milliseconds since the epoch. */
  until: z.number(),
});
export type LinkStep = z.output<typeof LinkStep>;

/** Time in which a user must connect an account after opening the link. */
export const LINK_SECONDS = 600;
/** Returns the end of a link that begins now, in milliseconds since the epoch. */
export const linkEnd = (): number => Date.now() + LINK_SECONDS * 1000;

/** The action that a ticket permits its user. */
type Purpose = 'link' | 'leave';

/**
 * Encrypts the data that browsers carry. Purpose and provider are bound to it: a ticket is no step,
 * nor a ticket of another provider.
 */
export async function linkTickets(vault: Vault) {
  const { provider } = vault;
  const encryption = await vault.encryption(true);
  const encrypt = (purpose: string, value: Ticket | LinkStep) =>
    encryption.encrypt(JSON.stringify(value), 'account-link', purpose, provider);

  function decrypt<Value extends { until: number }>(
    purpose: string,
    ciphertext: string,
    shape: z.ZodType<Value>,
  ): Value {
    let value: Value;
    try {
      value = shape.parse(
        JSON.parse(encryption.decrypt(ciphertext, 'account-link', purpose, provider)),
      );
    } catch (cause) {
      throw new OAuthError('invalid', 'This link is damaged.', { cause });
    }
    if (value.until < Date.now()) throw new OAuthError('invalid', 'This link has expired.');
    return value;
  }

  return {
    issue: (userId: UserId, purpose: Purpose): string =>
      encrypt(purpose, { id: nodeCrypto().randomUUID(), userId, until: linkEnd() }),
    open: (ciphertext: string, purpose: Purpose): Ticket => decrypt(purpose, ciphertext, Ticket),
    encryptStep: (step: LinkStep): string => encrypt('step', step),
    decryptStep: (ciphertext: string): LinkStep => decrypt('step', ciphertext, LinkStep),
  };
}

/** Names that one user has used, with the time after which each is invalid anyway. */
const UsedNames = z.record(z.string(), z.number());

interface SingleUse {
  /** Id of a proven user: other requests must not write to the store. */
  userId: UserId;
  name: string;
  /** Time after which the name can be forgotten, in milliseconds since the epoch. */
  until: number;
}

/** Accepts each name once, in all processes. @throws OAuthError `invalid` the second time */
export async function redeemOnce(vault: Vault, { userId, name, until }: SingleUse): Promise<void> {
  const store = credentialStore(vault, UsedNames, { purpose: 'links' });
  await vault.withLock(`links of ${userId}`, async (lock) => {
    const tickets = Object.entries((await store.read(userId).catch(nullIfUnreadable)) ?? {});
    const usedNames = Object.fromEntries(tickets.filter(([, end]) => end > Date.now()));
    if (name in usedNames) throw new OAuthError('invalid', 'This link was used before.');
    await store.write(userId, { ...usedNames, [name]: until }, lock);
  });
}
