import * as z from 'zod';
import type { Principal } from '../identity/principal.js';

/** A caller as it is stored, with everything that decides on access; `storedPrincipal` reads it. */
export const PrincipalRecord = z.object({
  userId: z.string(),
  scopes: z.array(z.string()).optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
});

/** Returns a principal in the form in which a record stores it. */
export const principalRecord = ({
  userId,
  scopes,
  claims,
}: Principal): z.output<typeof PrincipalRecord> => ({
  userId,
  ...(scopes && { scopes: [...scopes] }),
  ...(claims && { claims: { ...claims } }),
});
