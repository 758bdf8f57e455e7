import { AuthNeededError } from '../credentials/auth-needed.js';
import { RecordError } from '../credentials/encryption.js';
import type { UserId } from '../identity/principal.js';
import { log } from '../project/log.js';
import { knownProjectOf } from '../project/project.js';
import type { ApiAuth } from './api-auth.js';

/** Creates the functions that read credentials of users and that request a sign-in. */
export function signIns<Credentials>(provider: string, auth: ApiAuth<Credentials>) {
  async function signInError(userId: UserId, reason?: string): Promise<AuthNeededError> {
    const url = await auth.signInUrl?.(userId).catch((error: unknown) => {
      log('error', 'no sign-in link', error, { provider }); // such as without an encryption key
      return undefined;
    });
    return new AuthNeededError(provider, userId, { why: reason, url });
  }

  /**
   * Ends the sign-in of this user at the project's own authorization server if the credentials are
   * missing or rejected.
   * @returns whether it has ended
   */
  async function hasEnded(userId: UserId): Promise<boolean> {
    try {
      return (await knownProjectOf(provider)?.issuer?.ended(provider, userId)) ?? false;
    } catch (error) {
      log('error', 'the end of a sign-in', error, { provider });
      return false;
    }
  }

  /** Returns the error that requests a sign-in, for missing or rejected credentials. */
  async function endedError(userId: UserId, reason?: string): Promise<AuthNeededError> {
    await hasEnded(userId);
    return signInError(userId, reason);
  }

  /** @throws AuthNeededError if another sign-in replaces an unreadable record */
  const readable = (userId: UserId, pending: Promise<Credentials | null>) =>
    pending.catch(async (error: unknown) => {
      const canSignIn = error instanceof RecordError && auth.signInUrl !== undefined;
      throw canSignIn ? await signInError(userId, error.message) : error;
    });

  return { needed: signInError, ended: endedError, hasEnded, readable };
}
