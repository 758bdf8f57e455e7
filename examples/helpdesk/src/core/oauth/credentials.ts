import type { TokenEndpointResponse } from 'openid-client';
import * as z from 'zod';

export const Credentials = z.strictObject({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).optional(),
  /** Milliseconds since the epoch; absent where the service does not say. */
  expiresAt: z.number().optional(),
  /** What was granted, as far as the service says. */
  scopes: z.array(z.string()).optional(),
});
export type Credentials = z.output<typeof Credentials>;

/** @param asked for: granted, unless the answer says otherwise (RFC 6749 section 5.1) */
export function credentialsFrom(
  { access_token, refresh_token, expires_in, scope }: TokenEndpointResponse,
  asked?: readonly string[],
): Credentials {
  const scopes = scope === undefined ? asked : scope.split(/[\s,]+/).filter(Boolean);
  return {
    accessToken: access_token,
    ...(refresh_token && { refreshToken: refresh_token }),
    ...(expires_in && { expiresAt: Date.now() + expires_in * 1000 }),
    ...(scopes && { scopes: [...scopes] }),
  };
}

/** Renew this long before the end: covers the length of a call and clocks that disagree. */
export const MARGIN_MS = 60_000;

/** Usable for another `ms` milliseconds at least. */
export const lasts = ({ expiresAt }: Credentials, ms: number): boolean =>
  expiresAt === undefined || expiresAt - ms > Date.now();
