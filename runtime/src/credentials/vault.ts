import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { configOf } from '../provider/config.js';
import { dataFolder } from './data-folder.js';
import type { LockTimes } from './file-lock.js';
import { withFileLock } from './file-lock.js';
import { loadKeys } from './keys.js';
import type { Records } from './records.js';
import { fileRecords } from './records.js';
import type { Encryption } from './encryption.js';
import { createEncryption } from './encryption.js';
import type { Lock } from './shared-store.js';
import { sharedStore } from './shared-store.js';

/** Where the records of one provider are kept: in the store that `TOKEN_STORE` names, else in files of this machine's user. */
export interface Vault {
  readonly provider: string;
  records(): Promise<Records>;
  /** @param create whether to make a key where this machine has none */
  encryption(create: boolean): Promise<Encryption>;
  /** Runs `task` while no other process, and nothing else in this one, runs one for the same user. */
  withLock<T>(userId: string, task: (lock: Lock) => Promise<T>): Promise<T>;
}

/** @param lockTimes of locks in files */
export function createVault(provider: string, lockTimes?: LockTimes): Vault {
  const opened = new Map<string, Promise<Records>>();
  let encryption: Promise<Encryption> | undefined;
  const folder = () => dataFolder(provider);

  return {
    provider,
    async records() {
      const shared = sharedStore(provider);
      if (!shared) return fileRecords(folder);
      const { store, address } = shared;
      const known = opened.get(address);
      if (known) return known;
      const opening = Promise.resolve(store.records(address));
      opened.set(address, opening);
      opening.catch(() => opened.delete(address)); // an outage at the first call is temporary
      return opening;
    },
    encryption(create) {
      if (encryption) return encryption;
      const keyFile = { path: () => `${folder()}.key`, create };
      const loading = loadKeys(keyFile).then(createEncryption);
      encryption = loading;
      loading.catch(() => (encryption = undefined)); // a keyring may be locked at first
      return loading;
    },
    withLock(userId, task) {
      const id = recordId(provider, userId);
      const shared = sharedStore(provider);
      return shared
        ? shared.store.withLock(shared.address, id, task)
        : withFileLock({ directory: join(folder(), 'locks'), id }, task, lockTimes);
    },
  };
}

/**
 * Users come from tokens and may contain anything: their name never becomes a path.
 * @param purpose of records other than credentials
 */
export function recordId(provider: string, userId: string, purpose?: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, apiOrigin(provider), userId]))
    .digest('hex');
  return [provider, purpose, digest.slice(0, 40)].filter(Boolean).join('-');
}

/** Records belong to the API that gets the credentials. */
export const apiOrigin = (provider: string) => new URL(configOf(provider).base_url).origin;
