import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import { log } from '../project/log.js';
import { timeout, unrefTimer } from '../utils/time.js';
import type { Proof } from './doors.js';
import { OAuthFault } from './fault.js';
import { recordsOf } from '../credentials/encrypted-records.js';
import { STEP_SECONDS, stepEnd } from './steps.js';

/** What has been proven at a door; stored, because tokens of services are larger than what travels with a browser. */
const Proven = z.strictObject({
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

/**
 * Proofs between two steps of a sign-in, for its ten minutes.
 * @param revoke ends credentials at the service of a provider; never rejects
 */
export function proofRecords(
  vault: Vault,
  revoke: (provider: string, credentials: unknown) => Promise<void>,
) {
  const store = recordsOf(vault, 'proof', Proven);
  /** By name: when what this process has written is over. What others leave behind is for `sweep`. */
  const ends = new Map<string, NodeJS.Timeout>();

  /** Removes a record, and ends the credentials that nobody will use. */
  const abandon = (name: string, isOver: (until: number) => boolean = () => true): Promise<void> =>
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

  const isPast = (until: number) => until <= Date.now();

  async function write(name: string, provider: string, proof: Proof): Promise<void> {
    await store.write(name, { provider, proof, until: stepEnd() });
    clearTimeout(ends.get(name));
    const end = () => void abandon(name, isPast).catch((error: unknown) => log('error', 'authorization server', error)); // prettier-ignore
    ends.set(name, unrefTimer(timeout(STEP_SECONDS * 1000 + 1, end)));
  }

  async function read(name: string) {
    const found = await store.read(name);
    return found && found.until > Date.now() ? found : null;
  }

  const claim = (name: string, provider: string): Promise<boolean> =>
    vault.withLock(`proof ${name}`, async () => {
      if (await read(name)) return false;
      await store.write(name, { provider, until: stepEnd() });
      return true;
    });

  return {
    /** What was proven on a page; sent again, it replaces what it has proven before. @returns its name */
    async keep(page: string, provider: string, proof: Proof): Promise<string> {
      const name = nameOf(page);
      await write(name, provider, proof);
      return name;
    },
    /** @throws OAuthFault where it is over */
    async read(name: string): Promise<Proof> {
      const { proof } = (await read(name)) ?? {};
      if (proof) return proof;
      throw new OAuthFault('access_denied', 'The sign-in took too long.');
    },
    /**
     * The proof that `obtain` gets, once in all processes: a service accepts a code once, and browsers load its callback
     * again. @returns its name
     */
    async once(state: string, provider: string, obtain: () => Promise<Proof>): Promise<string> {
      const name = nameOf(state);
      const giveUpAt = performance.now() + MOST_WAIT_MS;
      while (!(await claim(name, provider))) {
        for (let found = await read(name); found; found = await read(name)) {
          if (found.proof) return name;
          if (performance.now() > giveUpAt)
            throw new OAuthFault('temporarily_unavailable', 'The service has not answered.');
          await sleep(POLL_MS);
        }
      }
      try {
        await write(name, provider, await obtain());
        return name;
      } catch (error) {
        await store.remove(name);
        throw error;
      }
    },
    /** The credentials are stored for a user now. The record stays: browsers load a callback again. */
    async noteStored(name: string): Promise<void> {
      const record = await read(name);
      if (record) await store.write(name, { ...record, isStored: true });
    },
    abandon: (name: string) => abandon(name),
    async sweep(): Promise<void> {
      for (const name of await store.keys()) await abandon(name, isPast);
    },
    async close(): Promise<void> {
      for (const end of ends.values()) clearTimeout(end);
    },
  };
}

const nameOf = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32);

export type ProofRecords = ReturnType<typeof proofRecords>;
