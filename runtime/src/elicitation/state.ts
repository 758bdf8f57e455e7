import { randomBytes } from 'node:crypto';
import type { Encryption } from '../credentials/encryption.js';
import { createEncryption, keyOf } from '../credentials/encryption.js';
import { configuredKeys } from '../credentials/keys.js';
import { Memory } from './rounds.js';

const PREFIX = 'round.';
const LIFETIME_MS = 600_000;

/** Whose state it is: records of other purposes are encrypted with the same keys. */
export interface Owner {
  provider: string;
  userId: string;
  method: string;
}

let encryption: Promise<Encryption> | undefined;
/** Several instances can take the rounds of one call where they have the same `CREDENTIALS_KEY`; else the key is that of this process. */
const stateEncryption = (): Promise<Encryption> =>
  (encryption ??= configuredKeys().then((keys) =>
    createEncryption(keys ?? [keyOf(randomBytes(32))]),
  ));

/** `requestState` of MCP: the client can neither read nor change it, nor use it later, for another user or another method. */
export async function encryptState(memory: Memory, owner: Owner): Promise<string> {
  const text = JSON.stringify({ until: Date.now() + LIFETIME_MS, memory });
  return PREFIX + (await stateEncryption()).encrypt(text, ...binding(owner));
}

/** @throws Error where this server has not made it for the same owner, or it has expired */
export async function decryptState(state: string, owner: Owner): Promise<Memory> {
  const text = (await stateEncryption()).decrypt(state.slice(PREFIX.length), ...binding(owner));
  const { until, memory } = JSON.parse(text) as { until: number; memory: unknown };
  if (!(until > Date.now())) throw new Error('The state has expired');
  return Memory.parse(memory);
}

export const isOwnState = (state: string): boolean => state.startsWith(PREFIX);

const binding = ({ provider, userId, method }: Owner) => ['request-state', provider, userId, method]; // prettier-ignore
