import * as z from 'zod';
import { nullIfUnreadable } from '../../credentials/encryption.js';
import { credentialStore } from '../../credentials/store.js';
import type { Vault } from '../../credentials/vault.js';
import type { UserId } from '../../identity/principal.js';
import { nodeCrypto } from '../../node/node-module.js';
import { OAuthError } from '../errors.js';
import { Pending } from '../pending.js';

/** Lets one user connect an account, or disconnect it, once. */
const Ticket = z.strictObject({
  id: z.string(),
  /** It was encrypted here, for a verified caller. */
  userId: z.string().transform((text) => text as UserId),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
type Ticket = z.output<typeof Ticket>;

/** Where a browser was sent, and what this server must know when it comes back. */
const LinkStep = z.strictObject({
  stage: z.enum(['login', 'service', 'leave']),
  pending: Pending.extend({ nonce: z.string().optional() }),
  /** Absent where the user is not known before the login. */
  ticket: Ticket.optional(),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type LinkStep = z.output<typeof LinkStep>;

export const LINK_SECONDS = 600;
export const linkEnd = (): number => Date.now() + LINK_SECONDS * 1000;

/** What a ticket lets its user do. */
type Purpose = 'link' | 'leave';

/** Encrypts what travels through browsers. Purpose and provider are bound in: a ticket is no step, nor another provider's. */
export async function linkTickets(vault: Vault) {
  const { provider } = vault;
  const encryption = await vault.encryption(true);
  const encrypt = (purpose: string, value: Ticket | LinkStep) =>
    encryption.encrypt(JSON.stringify(value), 'account-link', purpose, provider);

  function decrypt<Value extends { until: number }>(
    purpose: string,
    encrypted: string,
    shape: z.ZodType<Value>,
  ): Value {
    let value: Value;
    try {
      value = shape.parse(
        JSON.parse(encryption.decrypt(encrypted, 'account-link', purpose, provider)),
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
    open: (encrypted: string, purpose: Purpose): Ticket => decrypt(purpose, encrypted, Ticket),
    encryptStep: (step: LinkStep): string => encrypt('step', step),
    decryptStep: (encrypted: string): LinkStep => decrypt('step', encrypted, LinkStep),
  };
}

/** What one user has used, by name, with the time after which it is invalid anyway. */
const Used = z.record(z.string(), z.number());

interface Use {
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
    const tickets = Object.entries((await store.read(userId).catch(nullIfUnreadable)) ?? {});
    const used = Object.fromEntries(tickets.filter(([, end]) => end > Date.now()));
    if (name in used) throw new OAuthError('invalid', 'This link was used before.');
    await store.write(userId, { ...used, [name]: until });
  });
}
