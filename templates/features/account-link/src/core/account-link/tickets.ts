import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { loadKeys } from '../credentials/keys.js';
import { dataFolder } from '../credentials/records.js';
import { createSealer } from '../credentials/seal.js';
import { OAuthError } from '../oauth/errors.js';

/** Whose account is linked; good for one link. */
const Ticket = z.strictObject({
  id: z.string(),
  userId: z.string(),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type Ticket = z.output<typeof Ticket>;

/** Where a browser was sent, and what has to be known when it comes back. */
const Step = Ticket.extend({
  step: z.enum(['login', 'service']),
  pending: z.strictObject({
    state: z.string(),
    verifier: z.string(),
    redirectUri: z.string(),
    nonce: z.string().optional(),
  }),
});
export type Step = z.output<typeof Step>;

export const LINK_SECONDS = 600;

/** Seals what travels through browsers. Purpose and provider are bound in: a ticket is no step, nor another provider's. */
export async function ticketOffice(provider: string) {
  const sealer = createSealer(await loadKeys(`${dataFolder(provider)}.key`));
  const seal = (purpose: string, value: Ticket) =>
    sealer.seal(JSON.stringify(value), 'account-link', purpose, provider);

  function open<Value extends Ticket>(purpose: string, sealed: string, shape: z.ZodType<Value>) {
    let value: Value;
    try {
      value = shape.parse(JSON.parse(sealer.open(sealed, 'account-link', purpose, provider)));
    } catch (cause) {
      throw new OAuthError('invalid', 'This link is damaged.', { cause });
    }
    if (value.until < Date.now()) throw new OAuthError('invalid', 'This link has expired.');
    return value;
  }

  return {
    issue(userId: string): string {
      const until = Date.now() + LINK_SECONDS * 1000;
      return seal('ticket', { id: randomUUID(), userId, until });
    },
    ticket: (sealed: string): Ticket => open('ticket', sealed, Ticket),
    sealStep: (step: Step): string => seal('step', step),
    step: (sealed: string): Step => open('step', sealed, Step),
  };
}
export type TicketOffice = Awaited<ReturnType<typeof ticketOffice>>;
