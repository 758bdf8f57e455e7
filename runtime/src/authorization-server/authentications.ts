import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import { log } from '../project/log.js';
import { timeout, unrefTimer } from '../utils/time.js';
import { SESSION_SECONDS, sessionEnd } from './browser-sessions.js';
import { OAuthFault } from './fault.js';
import type { Authentication } from './provider-login.js';

/** The authentication of a user at one provider; stored, because tokens of services are larger than what travels with a browser. */
const AuthenticationRecord = z.strictObject({
  provider: z.string(),
  /** Absent: a process is asking the service. */
  proof: z.object({ account: z.string(), credentials: z.unknown().optional() }).optional(),
  /** Whether a user has the credentials: then they are not ended with the record. */
  isStored: z.boolean().optional(),
  until: z.number(),
});

/** Longer than a service is asked. */
const MOST_WAIT_MS = 20_000;
const POLL_MS = 100;

interface Records {
  vault: Vault;
  store: ReturnType<typeof recordsOf<z.output<typeof AuthenticationRecord>>>;
  /** By name: when what this process has written is over. What others leave behind is for `sweep`. */
  ends: Map<string, NodeJS.Timeout>;
  revoke: (provider: string, credentials: unknown) => Promise<void>;
}

/**
 * Authentications between two pages of a sign-in, for its ten minutes.
 * @param revoke ends credentials at the service of a provider; never rejects
 */
export function authenticationRecords(vault: Vault, revoke: Records['revoke']) {
  const store = recordsOf(vault, 'proof', AuthenticationRecord);
  const records: Records = { vault, store, ends: new Map(), revoke };
  return {
    /** The authentication of a page; sent again, the page replaces it. @returns its name */
    async keep(page: string, provider: string, authentication: Authentication): Promise<string> {
      const name = nameOf(page);
      await write(records, name, provider, authentication);
      return name;
    },
    /** @throws OAuthFault where it is over */
    async read(name: string): Promise<Authentication> {
      const { proof } = (await read(records, name)) ?? {};
      if (proof) return proof;
      throw new OAuthFault('access_denied', 'The sign-in took too long.');
    },
    /**
     * The authentication that `obtain` gets, once in all processes: a service accepts a code once, and browsers load its callback
     * again. @returns its name
     */
    once: (state: string, provider: string, obtain: () => Promise<Authentication>) =>
      once(records, nameOf(state), provider, obtain),
    /** The credentials are stored for a user now. The record stays: browsers load a callback again. */
    async noteStored(name: string): Promise<void> {
      const record = await read(records, name);
      if (record) await store.write(name, { ...record, isStored: true });
    },
    abandon: (name: string) => abandon(records, name),
    async sweep(): Promise<void> {
      for (const name of await store.keys()) await abandon(records, name, isPast);
    },
    async close(): Promise<void> {
      for (const end of records.ends.values()) clearTimeout(end);
    },
  };
}
export type Authentications = ReturnType<typeof authenticationRecords>;

/** Removes a record, and ends the credentials that nobody will use. */
const abandon = (
  { vault, store, ends, revoke }: Records,
  name: string,
  isOver: (until: number) => boolean = () => true,
): Promise<void> =>
  vault.withLock(`proof ${name}`, async () => {
    const record = await store.read(name);
    if (!record || !isOver(record.until)) return;
    await store.remove(name);
    clearTimeout(ends.get(name));
    ends.delete(name);
    const { provider, proof, isStored } = record;
    if (proof?.credentials !== undefined && isStored !== true)
      await revoke(provider, proof.credentials);
  });

const isPast = (until: number): boolean => until <= Date.now();

async function write(
  records: Records,
  name: string,
  provider: string,
  proof: Authentication,
): Promise<void> {
  const { store, ends } = records;
  await store.write(name, { provider, proof, until: sessionEnd() });
  clearTimeout(ends.get(name));
  const end = () =>
    void abandon(records, name, isPast).catch((error: unknown) =>
      log('error', 'authorization server', error),
    );
  ends.set(name, unrefTimer(timeout(SESSION_SECONDS * 1000 + 1, end)));
}

async function read({ store }: Records, name: string) {
  const record = await store.read(name);
  return record && record.until > Date.now() ? record : null;
}

const claim = (records: Records, name: string, provider: string): Promise<boolean> =>
  records.vault.withLock(`proof ${name}`, async () => {
    if (await read(records, name)) return false;
    await records.store.write(name, { provider, until: sessionEnd() });
    return true;
  });

async function once(
  records: Records,
  name: string,
  provider: string,
  obtain: () => Promise<Authentication>,
): Promise<string> {
  const giveUpAt = performance.now() + MOST_WAIT_MS;
  while (!(await claim(records, name, provider))) {
    for (let record = await read(records, name); record; record = await read(records, name)) {
      if (record.proof) return name;
      if (performance.now() > giveUpAt)
        throw new OAuthFault('temporarily_unavailable', 'The service has not answered.');
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

const nameOf = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32);
