import { RoundState } from '../../call/elicitation/rounds.js';
import { createEncryption, type Encryption, encryptionKey } from '../../credentials/encryption.js';
import { configuredKeys } from '../../credentials/keys.js';
import { nodeCrypto } from '../../node/node-module.js';
import { environmentOf } from '../../project/project.js';
import type { Environment } from '../../utils/settings.js';

const PREFIX = 'round.';
const LIFETIME_MS = 600_000;

/**
 * The owner of a state; it is bound to the state, because records of other purposes are encrypted
 * with the same keys.
 */
export interface StateOwner {
  provider: string;
  userId: string;
  method: string;
}

const encryptions = new WeakMap<Environment, Promise<Encryption>>();

/**
 * Returns the encryption of states. Several instances with the same `CREDENTIALS_KEY` can take the
 * rounds of one call; otherwise the key is that of this process.
 */
function stateEncryption(provider: string): Promise<Encryption> {
  const env = environmentOf(provider);
  const existing = encryptions.get(env);
  if (existing) return existing;
  const loading = configuredKeys(env).then((keys) =>
    createEncryption(keys ?? [encryptionKey(nodeCrypto().randomBytes(32))]),
  );
  encryptions.set(env, loading);
  loading.catch(() => encryptions.delete(env)); // a keyring may be locked at first
  return loading;
}

/**
 * Encrypts `requestState` of MCP: the client can neither read nor change it, nor use it later, for
 * another user or another method.
 */
export async function encryptState(memory: RoundState, owner: StateOwner): Promise<string> {
  const text = JSON.stringify({
    id: nodeCrypto().randomUUID(),
    until: Date.now() + LIFETIME_MS,
    memory,
  });
  return PREFIX + (await stateEncryption(owner.provider)).encrypt(text, ...bindingOf(owner));
}

/** The decrypted content of `requestState`. */
export interface DecryptedState {
  memory: RoundState;
  /** Marks the state as used, because it counts once for its call. @returns false if it was used meanwhile */
  use(): boolean;
}

/** Expiry times of used states by id. A confirmation is valid for one call, in this process. */
const usedStates = new Map<string, number>();

/**
 * Decrypts a state.
 * @throws Error if this server has not created it for the same owner, it has expired or was used
 * before
 */
export async function decryptState(state: string, owner: StateOwner): Promise<DecryptedState> {
  const text = (await stateEncryption(owner.provider)).decrypt(
    state.slice(PREFIX.length),
    ...bindingOf(owner),
  );
  const { id, until, memory } = JSON.parse(text) as { id: string; until: number; memory: unknown };
  if (!(until > Date.now())) throw new Error('The state has expired');
  if (usedStates.has(id)) throw new Error('The state was used before');
  return { memory: RoundState.parse(memory), use: () => markUsed(id, until) };
}

const MAX_USED_STATES = 10_000;

function markUsed(id: string, expiresAt: number): boolean {
  if (usedStates.has(id)) return false;
  // All states have the same lifetime and are used within it, so the first ones are about the
  // oldest.
  for (const [oldestId, oldestExpiry] of usedStates) {
    if (oldestExpiry > Date.now() && usedStates.size < MAX_USED_STATES) break;
    usedStates.delete(oldestId);
  }
  usedStates.set(id, expiresAt);
  return true;
}

/** Returns whether this server has created a state, and not the MCP server of a provider. */
export const isOwnState = (state: string): boolean => state.startsWith(PREFIX);

const bindingOf = ({ provider, userId, method }: StateOwner) => [
  'request-state',
  provider,
  userId,
  method,
];
