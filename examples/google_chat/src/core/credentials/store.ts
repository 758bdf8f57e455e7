import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { configOf } from '../config.js';
import { loadKeys } from './keys.js';
import { openRecords } from './open-records.js';
import type { Records } from './records.js';
import { dataFolder } from './records.js';
import type { Sealer } from './seal.js';
import { createSealer, RecordError } from './seal.js';

/** Credentials of one provider's users. */
export interface CredentialStore<Credentials> {
  read(userId: string): Promise<Credentials | null>;
  write(userId: string, credentials: Credentials): Promise<void>;
  remove(userId: string): Promise<void>;
}

/**
 * Sealed records, one for each user; the store is opened at first use. A record is bound to where its credentials are
 * sent: another project of the same name, or a changed address, does not get them.
 * @param issuer who gave the credentials, where that is not the API itself
 */
export function credentialStore<Credentials>(
  provider: string,
  shape: z.ZodType<Credentials>,
  issuer: () => string = () => '',
): CredentialStore<Credentials> {
  let opened: ReturnType<typeof openStore> | undefined;
  function open() {
    opened ??= openStore(provider).catch((error: unknown) => {
      opened = undefined; // a full disk at the first call is not for ever
      throw error;
    });
    return opened;
  }
  const owner = (userId: string) => [provider, apiOrigin(provider), issuer(), userId];

  return {
    async read(userId) {
      const { records, sealer } = await open();
      const id = recordId(provider, userId);
      const sealed = await records.get(id);
      if (sealed === null) return null;
      try {
        return shape.parse(JSON.parse(sealer.open(sealed, ...owner(userId))));
      } catch (cause) {
        const why = cause instanceof RecordError ? cause.message : 'The record is damaged';
        throw new RecordError(
          `Stored sign-in ${id} cannot be used. ${why}. Signing in again replaces it.`,
        );
      }
    },
    async write(userId, credentials) {
      const { records, sealer } = await open();
      const sealed = sealer.seal(JSON.stringify(credentials), ...owner(userId));
      await records.put(recordId(provider, userId), sealed);
    },
    async remove(userId) {
      const { records } = await open();
      await records.delete(recordId(provider, userId));
    },
  };
}

async function openStore(provider: string): Promise<{ records: Records; sealer: Sealer }> {
  const keys = await loadKeys(`${dataFolder(provider)}.key`);
  return { records: await openRecords(provider), sealer: createSealer(keys) };
}

/** Users come from tokens and may contain anything: their name never becomes a path. */
export function recordId(provider: string, userId: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, apiOrigin(provider), userId]))
    .digest('hex');
  return `${provider}-${digest.slice(0, 40)}`;
}

const apiOrigin = (provider: string) => new URL(configOf(provider).base_url).origin;
