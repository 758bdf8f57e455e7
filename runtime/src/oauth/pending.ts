import * as z from 'zod';

/** The state of a sign-in while the browser is at the service. */
export const Pending = z.strictObject({
  state: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /**
   * The requested scopes, without those of provider-config.yaml: browsers ignore a cookie of more
   * than 4096 bytes.
   */
  scopes: z.array(z.string()).optional(),
  /** The client ID, if the client has registered itself. */
  clientId: z.string().optional(),
});
export type Pending = z.output<typeof Pending>;
