import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import type { Vault } from '../credentials/vault.js';
import type { UserId } from '../identity/principal.js';
import type { OAuthClient } from './client.js';
import type { Credentials } from './credentials.js';
import { OAuthError } from './errors.js';

/** Limits the length of sign-in requests and of their cookies. */
const MAX_SCOPES = 20;
const MAX_SCOPE_CHARACTERS = 120;

/**
 * Scopes that the service has required of users, in addition to those of provider-config.yaml (MCP authorization,
 * "Step-Up Authorization Flow"). Each sign-in of a user requests them, until one fails or the user signs out.
 */
export function stepUp(vault: Vault, client: OAuthClient) {
  const { issuer } = client;
  const store = credentialStore(vault, z.array(z.string()), { issuer, purpose: 'scopes' });
  const required = async (userId: UserId) =>
    (await store.read(userId).catch(nullIfUnreadable)) ?? [];
  const locked = (userId: UserId, task: () => Promise<void>) =>
    vault.withLock(`scopes of ${userId}`, task);

  /** @returns the scopes that were not granted */
  async function require(
    userId: UserId,
    { scopes: granted = [] }: Credentials,
    scopes: readonly string[],
  ): Promise<string[]> {
    const missing = scopes.filter(
      (scope) => scope.length <= MAX_SCOPE_CHARACTERS && !granted.includes(scope),
    );
    const requiredScopes = await required(userId);
    if (missing.some((scope) => !requiredScopes.includes(scope)))
      await locked(userId, async () => {
        const all = new Set([...(await required(userId)), ...missing]);
        await store.write(userId, [...all].slice(-MAX_SCOPES));
      });
    return missing;
  }

  async function forget(userId: UserId): Promise<void> {
    if ((await required(userId)).length > 0) await locked(userId, () => store.remove(userId));
  }

  /** The client for the sign-in of one user. */
  const clientFor = (userId: UserId): UserClient => ({
    begin: async (redirectUri) => client.begin(redirectUri, await required(userId)),
    async finish(response, pending) {
      try {
        return await client.finish(response, pending);
      } catch (error) {
        // The scopes may be the reason: the next sign-in is without them.
        if (error instanceof OAuthError && FAILED.includes(error.failure)) await forget(userId);
        throw error;
      }
    },
  });

  return { require, forget, clientFor };
}

/** @see OAuthClient */
export interface UserClient {
  begin(redirectUri: string): ReturnType<OAuthClient['begin']>;
  finish: OAuthClient['finish'];
}

const FAILED: readonly string[] = ['declined', 'refused'];
