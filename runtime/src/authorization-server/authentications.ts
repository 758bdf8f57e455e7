import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import { nullIfUnreadable } from '../credentials/encryption.js';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import { log } from '../project/log.js';
import { setTimer, unrefTimer } from '../utils/time.js';
import { SESSION_SECONDS, sessionEnd } from './browser-sessions.js';
import { OAuthFaultError } from './fault.js';
import type { Authentication } from './provider-login.js';

/**
 * The authentication of a user at one provider. It is stored, because tokens of services are too
 * large to travel with a browser.
 */
const AuthenticationRecord = z.strictObject({
  provider: z.string(),
  /** Absent while a process is asking the service. */
  proof: z.object({ account: z.string(), credentials: z.unknown().optional() }).optional(),
  /** Whether a user has the credentials; then they do not end with the record. */
  isStored: z.boolean().optional(),
  until: z.number(),
});

type AuthenticationRecord = z.output<typeof AuthenticationRecord>;

/** Longest wait for another process; requests to services take less. */
const MAX_WAIT_MS = 20_000;
const POLL_MS = 100;

interface AuthenticationStore {
  store: ReturnType<typeof recordsOf<AuthenticationRecord>>;
  /** Timers that end the records of this process, by name. `sweep` removes those of other processes. */
  ends: Map<string, NodeJS.Timeout>;
  revoke: (provider: string, authentication: Authentication) => Promise<void>;
}

/**
 * Stores authentications between two pages of a sign-in, for ten minutes.
 * @param revoke ends the credentials of an authentication at the service of a provider; never
 * rejects
 */
export function authenticationRecords(vault: Vault, revoke: AuthenticationStore['revoke']) {
  const store = recordsOf(vault, 'proof', AuthenticationRecord);
  const records: AuthenticationStore = { store, ends: new Map(), revoke };
  return {
    /**
     * Stores the authentication of a page; if the page is sent again, it is replaced.
     * @returns the name of the record
     */
    async keep(page: string, provider: string, authentication: Authentication): Promise<string> {
      const name = recordName(page);
      await write(records, name, provider, authentication);
      return name;
    },
    /** @throws OAuthFaultError if the record has expired */
    async read(name: string): Promise<Authentication> {
      const { proof } = (await read(records, name)) ?? {};
      if (proof) return proof;
      throw new OAuthFaultError('access_denied', 'The sign-in took too long.');
    },
    /**
     * Stores the authentication that `obtain` gets, once in all processes: a service accepts a code
     * once, and browsers may load its callback twice.
     * @returns the name of the record
     */
    once: (state: string, provider: string, obtain: () => Promise<Authentication>) =>
      once(records, recordName(state), provider, obtain),
    /** Marks the credentials as stored for a user. The record stays, because browsers may load a callback twice. */
    async noteStored(name: string): Promise<void> {
      await store.change(name, (record) => record && { ...record, isStored: true });
    },
    abandon: (name: string) => removeRecord(records, name),
    async sweep(): Promise<void> {
      for (const name of await store.keys()) await removeRecord(records, name, isExpired);
    },
    async close(): Promise<void> {
      for (const end of records.ends.values()) clearTimeout(end);
    },
  };
}
/** The records of `authenticationRecords`. */
export type Authentications = ReturnType<typeof authenticationRecords>;

/** Removes a record, and revokes credentials that no user has. */
async function removeRecord(
  { store, ends, revoke }: AuthenticationStore,
  name: string,
  isRemovable: (until: number) => boolean = () => true,
): Promise<void> {
  let removedRecord: AuthenticationRecord | undefined;
  const removal = store.change(name, (record) => {
    removedRecord = record && isRemovable(record.until) ? record : undefined;
    return removedRecord && null;
  });
  await removal.catch(nullIfUnreadable);
  if (!removedRecord) return;
  clearTimeout(ends.get(name));
  ends.delete(name);
  const { provider, proof, isStored } = removedRecord;
  if (proof?.credentials !== undefined && isStored !== true) await revoke(provider, proof);
}

const isExpired = (until: number): boolean => until <= Date.now();

async function write(
  records: AuthenticationStore,
  name: string,
  provider: string,
  proof: Authentication,
): Promise<void> {
  const { store, ends } = records;
  await store.write(name, { provider, proof, until: sessionEnd() });
  clearTimeout(ends.get(name));
  const expire = () =>
    void removeRecord(records, name, isExpired).catch((error: unknown) =>
      log('error', 'authorization server', error),
    );
  ends.set(name, unrefTimer(setTimer(SESSION_SECONDS * 1000 + 1, expire)));
}

async function read({ store }: AuthenticationStore, name: string) {
  const record = await store.read(name);
  return record && record.until > Date.now() ? record : null;
}

/** @returns whether this process is the one that asks the service */
async function claim({ store }: AuthenticationStore, name: string, provider: string) {
  const claimed = await store.change(name, (record) =>
    record && !isExpired(record.until) ? undefined : { provider, until: sessionEnd() },
  );
  return claimed !== undefined;
}

async function once(
  records: AuthenticationStore,
  name: string,
  provider: string,
  obtain: () => Promise<Authentication>,
): Promise<string> {
  const giveUpAt = performance.now() + MAX_WAIT_MS;
  while (!(await claim(records, name, provider))) {
    for (let record = await read(records, name); record; record = await read(records, name)) {
      if (record.proof) return name;
      if (performance.now() > giveUpAt)
        throw new OAuthFaultError('temporarily_unavailable', 'The service has not answered.');
      await sleep(POLL_MS);
    }
  }
  try {
    await write(records, name, provider, await obtain());
    return name;
  } catch (error) {
    await records.store.remove(name);
    throw error;
  }
}

const recordName = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32);
