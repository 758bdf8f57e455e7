import type * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import type { Lock, Records } from '../project/interfaces.js';
import { nullIfUnreadable } from './encryption.js';
import { requireLockHeld } from './records.js';
import type { Vault } from './vault.js';

/**
 * Changes a value; it runs again if another process changes the record at the same time.
 * @returns the new value, null to remove the record, undefined to leave it
 */
type Update<Value> = (value: Value | null) => Value | null | undefined;

/** Returns the start of the ids of all records of a kind. Servers with different origins can share a store. */
export function recordPrefix({ provider, origin }: Vault, kind: string): string {
  const digest = nodeCrypto().createHash('sha256').update(origin()).digest('hex').slice(0, 12);
  return `${provider}-${digest}-${kind}-`;
}

/**
 * Returns the encrypted records of one kind, by a key of `[a-z0-9]`. A record that cannot be decrypted
 * counts as missing.
 */
export function recordsOf<Value>(vault: Vault, kind: string, schema: z.ZodType<Value>) {
  const prefix = () => recordPrefix(vault, kind);
  const owner = (key: string) => [vault.provider, vault.origin(), kind, key];

  /** @throws RecordError if the record cannot be decrypted */
  async function decrypt(key: string, record: string | null): Promise<Value | null> {
    if (record === null) return null;
    const encryption = await vault.encryption(true);
    return schema.parse(JSON.parse(encryption.decrypt(record, ...owner(key))));
  }

  async function encrypt(key: string, value: Value): Promise<string> {
    const encryption = await vault.encryption(true);
    return encryption.encrypt(JSON.stringify(value), ...owner(key));
  }

  async function read(key: string): Promise<Value | null> {
    const record = await (await vault.records()).get(prefix() + key);
    return decrypt(key, record).catch(nullIfUnreadable);
  }

  async function write(key: string, value: Value, lock?: Lock): Promise<void> {
    const record = await encrypt(key, value);
    await requireLockHeld(lock);
    await (await vault.records()).put(prefix() + key, record, lock);
  }

  async function remove(key: string): Promise<void> {
    await (await vault.records()).delete(prefix() + key);
  }

  /** @returns undefined if another process has changed the record in between */
  async function attempt(
    key: string,
    update: Update<Value>,
    replace: NonNullable<Records['replace']>,
  ): Promise<{ changed: Value | null | undefined } | undefined> {
    const current = await (await vault.records()).get(prefix() + key);
    const newValue = update(await decrypt(key, current));
    if (newValue === undefined || (newValue === null && current === null))
      return { changed: newValue };
    const next = newValue === null ? null : await encrypt(key, newValue);
    return (await replace(prefix() + key, current, next)) ? { changed: newValue } : undefined;
  }

  /**
   * Changes a record that several processes change.
   * @returns the new value or null; undefined if nothing was changed
   * @throws RecordError if the record cannot be decrypted
   */
  async function change(key: string, update: Update<Value>): Promise<Value | null | undefined> {
    const records = await vault.records();
    const underLock = () =>
      vault.withLock(`${kind} ${key}`, (lock) =>
        attempt(key, update, async (id, _current, next) => {
          if (!(await lock.isHeld())) return false;
          try {
            await (next === null ? records.delete(id, lock) : records.put(id, next, lock));
            return true;
          } catch (error) {
            if (await lock.isHeld()) throw error;
            return false;
          }
        }),
      );
    for (;;) {
      const { replace } = records;
      const end = replace ? await attempt(key, update, replace) : await underLock();
      if (end) return end.changed;
    }
  }

  return {
    read,
    write,
    remove,
    change,
    /** Encrypts a record with the newest key, so that older keys can be removed some day. */
    async renew(key: string): Promise<void> {
      const record = await (await vault.records()).get(prefix() + key);
      if (record === null || (await vault.encryption(true)).isCurrent(record)) return;
      await change(key, (value) => value ?? undefined).catch(nullIfUnreadable);
    },
    /** Returns the keys of the records, or of those with a prefix; empty if the store cannot list. */
    async keys(start = ''): Promise<string[]> {
      const { list } = await vault.records();
      return ((await list?.(prefix() + start)) ?? []).map((id) => id.slice(prefix().length));
    },
  };
}
