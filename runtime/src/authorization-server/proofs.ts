import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import type { Proof } from './doors.js';
import { OAuthFault } from './fault.js';
import { recordsOf } from '../credentials/encrypted-records.js';
import { stepEnd } from './steps.js';

/** What has been proven at a door; stored, because tokens of services are larger than what travels with a browser. */
const Proven = z.strictObject({
  /** Absent: a process is asking the service. */
  proof: z.object({ account: z.string(), credentials: z.unknown().optional() }).optional(),
  until: z.number(),
});

/** Longer than a service is asked. */
const MOST_WAIT_MS = 20_000;
const POLL_MS = 100;

/** Proofs between two steps of a sign-in, for its ten minutes. */
export function proofRecords(vault: Vault) {
  const store = recordsOf(vault, 'proof', Proven);
  async function read(name: string) {
    const found = await store.read(name);
    return found && found.until > Date.now() ? found : null;
  }

  const claim = (name: string): Promise<boolean> =>
    vault.withLock(`proof ${name}`, async () => {
      if (await read(name)) return false;
      await store.write(name, { until: stepEnd() });
      return true;
    });

  return {
    async keep(proof: Proof): Promise<string> {
      const name = nodeCrypto().randomBytes(8).toString('hex');
      await store.write(name, { proof, until: stepEnd() });
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
    async once(state: string, obtain: () => Promise<Proof>): Promise<string> {
      const name = nodeCrypto().createHash('sha256').update(state).digest('hex').slice(0, 32);
      const giveUpAt = performance.now() + MOST_WAIT_MS;
      while (!(await claim(name))) {
        for (let found = await read(name); found; found = await read(name)) {
          if (found.proof) return name;
          if (performance.now() > giveUpAt)
            throw new OAuthFault('temporarily_unavailable', 'The service has not answered.');
          await sleep(POLL_MS);
        }
      }
      try {
        await store.write(name, { proof: await obtain(), until: stepEnd() });
        return name;
      } catch (error) {
        await store.remove(name);
        throw error;
      }
    },
    async sweep(): Promise<void> {
      for (const name of await store.keys()) if (!(await read(name))) await store.remove(name);
    },
  };
}
export type ProofRecords = ReturnType<typeof proofRecords>;
