import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import type { Vault } from '../credentials/vault.js';
import type { UserId } from '../identity/principal.js';
import type { Lock } from '../project/interfaces.js';
import type { OAuthClient } from './client.js';
import type { Credentials } from './credentials.js';
import { OAuthError } from './errors.js';

/** These limit the length of sign-in requests and of their cookies. */
const MAX_SCOPES = 20;
const MAX_SCOPE_CHARACTERS = 120;
const MAX_CHARACTERS = 1_200;

const SCOPE_FAILURES: readonly string[] = ['declined', 'refused'];

/**
 * Returns the scopes that the service has required of users, in addition to those of
 * provider-config.yaml (MCP authorization, "Step-Up Authorization Flow"). Each sign-in of a user
 * requests them, until one fails or the user signs out.
 */
export function stepUp(vault: Vault, client: OAuthClient) {
  const { issuer } = client;
  const store = credentialStore(vault, z.array(z.string()), { issuer, purpose: 'scopes' });
  const requiredScopesOf = async (userId: UserId) =>
    (await store.read(userId).catch(nullIfUnreadable)) ?? [];
  const withScopeLock = (userId: UserId, task: (lock: Lock) => Promise<void>) =>
    vault.withLock(`scopes of ${userId}`, task);

  /** Stores scopes that the next sign-in requests. @returns the scopes that were not granted */
  async function require(
    userId: UserId,
    { scopes: grantedScopes = [] }: Credentials,
    scopes: readonly string[],
  ): Promise<string[]> {
    const missing = scopes.filter(
      (scope) => scope.length <= MAX_SCOPE_CHARACTERS && !grantedScopes.includes(scope),
    );
    const requiredScopes = await requiredScopesOf(userId);
    if (missing.some((scope) => !requiredScopes.includes(scope)))
      await withScopeLock(userId, async (lock) => {
        const allScopes = new Set([...(await requiredScopesOf(userId)), ...missing]);
        await store.write(userId, newest([...allScopes]), lock);
      });
    return missing;
  }

  async function forget(userId: UserId): Promise<void> {
    if ((await requiredScopesOf(userId)).length > 0)
      await withScopeLock(userId, (lock) => store.remove(userId, lock));
  }

  const clientFor = (userId: UserId): UserClient => ({
    begin: async (redirectUri) => client.begin(redirectUri, await requiredScopesOf(userId)),
    async finish(response, pending) {
      try {
        return await client.finish(response, pending);
      } catch (error) {
        // The scopes may be the reason, so the next sign-in is without them.
        if (error instanceof OAuthError && SCOPE_FAILURES.includes(error.failure))
          await forget(userId);
        throw error;
      }
    },
  });

  return { require, forget, clientFor };
}

/** Returns the last scopes that fit into the limits. */
const newest = (scopes: readonly string[]): string[] =>
  scopes
    .slice(-MAX_SCOPES)
    .filter((_scope, index, all) => all.slice(index).join(' ').length <= MAX_CHARACTERS);

/** @see OAuthClient */
export interface UserClient {
  begin(redirectUri: string): ReturnType<OAuthClient['begin']>;
  finish: OAuthClient['finish'];
}
