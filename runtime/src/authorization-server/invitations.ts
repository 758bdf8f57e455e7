import * as z from 'zod';
import type { Envelopes } from './envelopes.js';

const INVITATION_MS = 7 * 86_400_000;

const Invitation = z.strictObject({ name: z.string(), until: z.number() });

/** Creates and reads invitations to providers whose API does not identify users. Nothing is stored. */
export const invitations = ({ seal, open }: Envelopes) => ({
  /** Invitations with the same name are for the same user. */
  invite: (name: string): Promise<string> =>
    seal('invitation', { name, until: Date.now() + INVITATION_MS }),
  nameIn: async (text: string): Promise<string | undefined> =>
    (await open('invitation', text.trim(), Invitation))?.name,
});
/** The invitations of `invitations`. */
export type Invitations = ReturnType<typeof invitations>;
