import * as z from 'zod';

/** What this server keeps while the browser is at the service. */
export const Pending = z.strictObject({
  state: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** That were requested. */
  scopes: z.array(z.string()).optional(),
  /** The client ID, where the client has registered itself. */
  clientId: z.string().optional(),
});
export type Pending = z.output<typeof Pending>;
