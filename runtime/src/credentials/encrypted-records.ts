import type * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { nullIfUnreadable } from './encryption.js';
import type { Vault } from './vault.js';

/** Encrypted records of one kind, by a key of `[a-z0-9]`. A record that cannot be decrypted counts as missing. */
export function recordsOf<Value>(vault: Vault, kind: string, schema: z.ZodType<Value>) {
  /** Digest of the origin, because servers with different origins can share a store. */
  const originDigest = () =>
    nodeCrypto().createHash('sha256').update(vault.origin()).digest('hex').slice(0, 12);
  const prefix = () => `${vault.provider}-${originDigest()}-${kind}-`;
  const owner = (key: string) => [vault.provider, vault.origin(), kind, key];

  async function read(key: string): Promise<Value | null> {
    const record = await (await vault.records()).get(prefix() + key);
    if (record === null) return null;
    const encryption = await vault.encryption(true);
    try {
      return schema.parse(JSON.parse(encryption.decrypt(record, ...owner(key))));
    } catch (error) {
      return nullIfUnreadable(error);
    }
  }

  async function write(key: string, value: Value): Promise<void> {
    const encryption = await vault.encryption(true);
    const record = encryption.encrypt(JSON.stringify(value), ...owner(key));
    await (await vault.records()).put(prefix() + key, record);
  }

  return {
    read,
    write,
    async remove(key: string): Promise<void> {
      await (await vault.records()).delete(prefix() + key);
    },
    /** Encrypts a record with the newest key, so that older keys can be removed some day. */
    async renew(key: string): Promise<void> {
      const record = await (await vault.records()).get(prefix() + key);
      if (record === null || (await vault.encryption(true)).isCurrent(record)) return;
      const value = await read(key);
      if (value !== null) await write(key, value);
    },
    /** Keys of the records; empty if the store cannot list. */
    async keys(): Promise<string[]> {
      const { list } = await vault.records();
      return ((await list?.(prefix())) ?? []).map((id) => id.slice(prefix().length));
    },
  };
}
