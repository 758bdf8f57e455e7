import { count } from '../project/count.js';
import { log } from '../project/log.js';
import { projectOf } from '../project/project.js';
import { type Credentials, isFresh, isValidFor } from './credentials.js';
import { OAuthError } from './errors.js';

/** Issues credentials and revokes them. Its methods throw OAuthError. */
export interface CredentialIssuer {
  /** Returns the identifier of the issuer: credentials are sent to no other. */
  issuer(): string;
  /**
   * Refreshes credentials.
   * @param ready runs immediately before the refresh token is sent, which it prevents by throwing
   * @param clientId of the client that obtained the token, if that has registered itself
   */
  refresh(
    refreshToken: string,
    ready: () => Promise<void>,
    clientId?: string,
  ): Promise<Credentials>;
  revoke(token: string, clientId?: string): Promise<void>;
}

/** Number of refusals in a row that end a sign-in, whatever code the service has for it. */
const MAX_REFUSALS = 3;

/**
 * Refreshes stored credentials.
 * @returns the same if they are still usable, others, or null if they cannot be refreshed:
 * the user must sign in
 * @param keep stores the same credentials with the number of refusals: the next call tries them
 * again
 * @throws OAuthError
 */
export async function refreshCredentials(
  provider: string,
  issuer: CredentialIssuer,
  stored: Credentials,
  rejectedToken: string | undefined,
  { ready, keep }: { ready(): Promise<void>; keep(refused: Credentials): Promise<void> },
): Promise<Credentials | 'ended' | null> {
  const { refreshToken, scopes, accessToken, clientId } = stored;
  if (accessToken !== rejectedToken && isFresh(stored)) return stored;
  const isUsable = () => accessToken !== rejectedToken && isValidFor(stored, 0);
  if (refreshToken === undefined) return isUsable() ? stored : null;
  const countRefresh = (outcome: 'ok' | 'failed') =>
    count(projectOf(provider), { type: 'refresh', provider, outcome });
  try {
    const next = await issuer.refresh(refreshToken, ready, clientId);
    countRefresh('ok');
    // A response without refresh token or scopes means "as before" (RFC 6749 sections 5.1 and 6).
    return { refreshToken, ...(scopes && { scopes }), ...(clientId && { clientId }), ...next };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error; // nothing was sent
    countRefresh('failed');
    if (error.failure === 'ended') return 'ended';
    if (isUsable()) return stored; // within the margin, an outage is harmless
    if (error.failure !== 'refused') throw error;
    const withRefusal = { ...stored, refusals: (stored.refusals ?? 0) + 1 };
    await keep(withRefusal).catch((cause: unknown) =>
      log('error', 'a refused refresh is not counted', cause, { provider }),
    );
    if (withRefusal.refusals >= MAX_REFUSALS) return null;
    throw error;
  }
}

/**
 * Ends a sign-in: at the service first, which needs the stored tokens, and here whatever its
 * response.
 * @throws OAuthError if the service did not end it
 */
export async function revokeAndRemove(
  from: CredentialIssuer,
  read: () => Promise<Credentials | null>,
  remove: () => Promise<void>,
): Promise<void> {
  try {
    const credentials = await read();
    if (credentials)
      await from.revoke(credentials.refreshToken ?? credentials.accessToken, credentials.clientId);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const message = `The sign-in was removed here, but not ended at the service. ${error.message}`;
    throw new OAuthError(error.failure, message, { cause: error });
  } finally {
    await remove();
  }
}
