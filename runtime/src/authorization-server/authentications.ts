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

/** Ends the credentials of an authentication at the service of a provider; it never rejects. */
type Revoke = (provider: string, authentication: Authentication) => Promise<void>;

/** Authentications between two pages of a sign-in, which are stored for ten minutes. */
export class Authentications {
  readonly #records: ReturnType<typeof recordsOf<AuthenticationRecord>>;
  readonly #revoke: Revoke;
  /** Timers that end the records of this process, by name. `sweep` removes those of other processes. */
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(vault: Vault, revoke: Revoke) {
    this.#records = recordsOf(vault, 'proof', AuthenticationRecord);
    this.#revoke = revoke;
  }

  /**
   * Stores the authentication of a page; if the page is sent again, it is replaced.
   * @returns the name of the record
   */
  async keep(page: string, provider: string, authentication: Authentication): Promise<string> {
    const name = recordName(page);
    await this.#write(name, provider, authentication);
    return name;
  }

  /** Reads an authentication. @throws OAuthFaultError if the record has expired */
  async read(name: string): Promise<Authentication> {
    const { proof } = (await this.#readValid(name)) ?? {};
    if (proof) return proof;
    throw new OAuthFaultError('access_denied', 'The sign-in took too long.');
  }

  /**
   * Stores the authentication that `obtain` gets, once in all processes: a service accepts a code
   * once, and browsers may load its callback twice.
   * @returns the name of the record
   */
  async once(
    state: string,
    provider: string,
    obtain: () => Promise<Authentication>,
  ): Promise<string> {
    const name = recordName(state);
    if (!(await this.#claimOrWait(name, provider))) return name;
    try {
      await this.#write(name, provider, await obtain());
      return name;
    } catch (error) {
      await this.#records.remove(name);
      throw error;
    }
  }

  /** Marks the credentials as stored for a user. The record stays, because browsers may load a callback twice. */
  async noteStored(name: string): Promise<void> {
    await this.#records.change(name, (record) => record && { ...record, isStored: true });
  }

  /** Removes a record, and revokes credentials that no user has. */
  abandon(name: string): Promise<void> {
    return this.#remove(name, () => true);
  }

  /** Removes the records of all processes that have expired. */
  async sweep(): Promise<void> {
    for (const name of await this.#records.keys()) await this.#remove(name, isExpired);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #remove(name: string, isRemovable: (record: AuthenticationRecord) => boolean) {
    let removedRecord: AuthenticationRecord | undefined;
    const removal = this.#records.change(name, (record) => {
      removedRecord = record && isRemovable(record) ? record : undefined;
      return removedRecord && null;
    });
    await removal.catch(nullIfUnreadable);
    if (!removedRecord) return;
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    const { provider, proof, isStored } = removedRecord;
    if (proof?.credentials !== undefined && isStored !== true) await this.#revoke(provider, proof);
  }

  async #write(name: string, provider: string, proof: Authentication): Promise<void> {
    await this.#records.write(name, { provider, proof, until: sessionEnd() });
    clearTimeout(this.#timers.get(name));
    const expire = () =>
      void this.#remove(name, isExpired).catch((error: unknown) =>
        log('error', 'authorization server', error),
      );
    this.#timers.set(name, unrefTimer(setTimer(SESSION_SECONDS * 1000 + 1, expire)));
  }

  async #readValid(name: string): Promise<AuthenticationRecord | null> {
    const record = await this.#records.read(name);
    return record && !isExpired(record) ? record : null;
  }

  /** @returns whether this process asks the service; false when another one has stored its response */
  async #claimOrWait(name: string, provider: string): Promise<boolean> {
    const giveUpAt = performance.now() + MAX_WAIT_MS;
    while (!(await this.#claim(name, provider))) {
      for (let record = await this.#readValid(name); record; record = await this.#readValid(name)) {
        if (record.proof) return false;
        if (performance.now() > giveUpAt)
          throw new OAuthFaultError('temporarily_unavailable', 'The service has not answered.');
        await sleep(POLL_MS);
      }
    }
    return true;
  }

  async #claim(name: string, provider: string): Promise<boolean> {
    const claimed = await this.#records.change(name, (record) =>
      record && !isExpired(record) ? undefined : { provider, until: sessionEnd() },
    );
    return claimed !== undefined;
  }
}

const isExpired = ({ until }: AuthenticationRecord): boolean => until <= Date.now();

/** Returns the name of a record; it does not tell the page or the state for which it is. */
const recordName = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32);
