import { AuthNeededError } from '../credentials/auth-needed.js';
import { RecordError } from '../credentials/encryption.js';
import { log } from '../project/log.js';
import type { ApiAuth } from './client.js';
import type { UserId } from '../identity/principal.js';

/** The credentials of users, and the request to sign in where there are none. */
export function signIns<Credentials>(provider: string, auth: ApiAuth<Credentials>) {
  async function needed(userId: UserId, why?: string): Promise<AuthNeededError> {
    const url = await auth.signInUrl?.(userId).catch((error: unknown) => {
      log('error', 'no sign-in link', error, { provider }); // such as without a key to encrypt it
      return undefined;
    });
    return new AuthNeededError(provider, userId, { why, url });
  }

  /** @throws AuthNeededError where signing in again replaces an unreadable record */
  const readable = (userId: UserId, pending: Promise<Credentials | null>) =>
    pending.catch(async (error: unknown) => {
      const canSignIn = error instanceof RecordError && auth.signInUrl !== undefined;
      throw canSignIn ? await needed(userId, error.message) : error;
    });

  return { needed, readable };
}
