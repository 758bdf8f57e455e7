import { Memory } from '../../call/elicitation/rounds.js';
import { createEncryption, type Encryption, keyOf } from '../../credentials/encryption.js';
import { configuredKeys } from '../../credentials/keys.js';
import { nodeCrypto } from '../../node/node-module.js';
import { environmentOf } from '../../project/project.js';
import type { Environment } from '../../utils/settings.js';

const PREFIX = 'round.';
const LIFETIME_MS = 600_000;

/** Whose state it is: records of other purposes are encrypted with the same keys. */
export interface Owner {
  provider: string;
  userId: string;
  method: string;
}

/** Several instances can take the rounds of one call where they have the same `CREDENTIALS_KEY`; else the key is that of this process. */
function stateEncryption(provider: string): Promise<Encryption> {
  const env = environmentOf(provider);
  const known = encryptions.get(env);
  if (known) return known;
  const loading = configuredKeys(env).then((keys) =>
    createEncryption(keys ?? [keyOf(nodeCrypto().randomBytes(32))]),
  );
  encryptions.set(env, loading);
  loading.catch(() => encryptions.delete(env)); // a keyring may be locked at first
  return loading;
}

const encryptions = new WeakMap<Environment, Promise<Encryption>>();

/** `requestState` of MCP: the client can neither read nor change it, nor use it later, for another user or another method. */
export async function encryptState(memory: Memory, owner: Owner): Promise<string> {
  const text = JSON.stringify({
    id: nodeCrypto().randomUUID(),
    until: Date.now() + LIFETIME_MS,
    memory,
  });
  return PREFIX + (await stateEncryption(owner.provider)).encrypt(text, ...binding(owner));
}

/** What `requestState` contains. */
export interface OpenState {
  memory: Memory;
  /** For the call it belongs to: it counts once. @returns false where it was used meanwhile */
  use(): boolean;
}

/** @throws Error where this server has not made it for the same owner, it has expired or was used before */
export async function decryptState(state: string, owner: Owner): Promise<OpenState> {
  const text = (await stateEncryption(owner.provider)).decrypt(
    state.slice(PREFIX.length),
    ...binding(owner),
  );
  const { id, until, memory } = JSON.parse(text) as { id: string; until: number; memory: unknown };
  if (!(until > Date.now())) throw new Error('The state has expired');
  if (used.has(id)) throw new Error('The state was used before');
  return { memory: Memory.parse(memory), use: () => useUp(id, until) };
}

/** By id: when each expires. A confirmation is for one call, in this process. */
const used = new Map<string, number>();
const MOST_USED = 10_000;

function useUp(id: string, until: number): boolean {
  if (used.has(id)) return false;
  // All live equally long, and are used within that time: the first ones are about the oldest.
  for (const [first, end] of used) {
    if (end > Date.now() && used.size < MOST_USED) break;
    used.delete(first);
  }
  used.set(id, until);
  return true;
}

export const isOwnState = (state: string): boolean => state.startsWith(PREFIX);

const binding = ({ provider, userId, method }: Owner) => ['request-state', provider, userId, method]; // prettier-ignore
