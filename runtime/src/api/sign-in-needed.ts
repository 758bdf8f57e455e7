import { AuthNeededError } from '../credentials/auth-needed.js';
import { RecordError } from '../credentials/encryption.js';
import type { UserId } from '../identity/principal.js';
import { log } from '../project/log.js';
import { knownProjectOf } from '../project/project.js';
import type { ApiAuth } from './api-auth.js';

/** The credentials of users, and the request to sign in where there are none. */
export function signIns<Credentials>(provider: string, auth: ApiAuth<Credentials>) {
  async function needed(userId: UserId, why?: string): Promise<AuthNeededError> {
    const url = await auth.signInUrl?.(userId).catch((error: unknown) => {
      log('error', 'no sign-in link', error, { provider }); // such as without a key to encrypt it
      return undefined;
    });
    return new AuthNeededError(provider, userId, { why, url });
  }

  /** Whether missing or rejected credentials have ended the sign-in of this user at the own authorization server. */
  async function hasEnded(userId: UserId): Promise<boolean> {
    try {
      return (await knownProjectOf(provider)?.issuer?.ended(provider, userId)) ?? false;
    } catch (error) {
      log('error', 'the end of a sign-in', error, { provider });
      return false;
    }
  }

  /** The request to sign in where the credentials are missing or rejected. */
  async function ended(userId: UserId, why?: string): Promise<AuthNeededError> {
    await hasEnded(userId);
    return needed(userId, why);
  }

  /** @throws AuthNeededError where signing in again replaces an unreadable record */
  const readable = (userId: UserId, pending: Promise<Credentials | null>) =>
    pending.catch(async (error: unknown) => {
      const canSignIn = error instanceof RecordError && auth.signInUrl !== undefined;
      throw canSignIn ? await needed(userId, error.message) : error;
    });

  return { needed, ended, hasEnded, readable };
}
