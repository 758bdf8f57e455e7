import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import { nullIfUnreadable } from '../credentials/encryption.js';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import {
  type AccountDigests,
  type Grant,
  hasNoValidGrant,
  isLastAccount,
  User,
  withGrant,
  withoutGrant,
} from './user.js';

/** Time until another process notices that a grant has ended. */
const CACHE_MS = 5_000;
const MAX_CACHED = 1_000;

/** Returns an ID of 128 random bits. */
export const randomId = (): string => nodeCrypto().randomBytes(16).toString('hex');

interface UserRecords {
  vault: Vault;
  store: ReturnType<typeof recordsOf<User>>;
  /** Subjects by the digest of their accounts. */
  identities: ReturnType<typeof recordsOf<string>>;
  secrets: ReturnType<typeof recordsOf<string>>;
  cache: Map<string, { user: User | null; at: number }>;
  pepper?: Promise<string> | undefined;
  signOut: (user: User) => Promise<void>;
}

/** Returns the users of this server and their grants; each user is one record. */
export function userRecords(vault: Vault, signOut: (user: User) => Promise<void>) {
  const store = recordsOf(vault, 'user', User);
  const identities = recordsOf(vault, 'identity', z.string());
  const secrets = recordsOf(vault, 'secret', z.string());
  const records: UserRecords = { vault, store, identities, secrets, cache: new Map(), signOut };
  return {
    /**
     * Returns the user with exactly these proven accounts; created if absent. A user with further
     * accounts does not match: the key of a team would open the other accounts of a colleague.
     * Without an identity, each consent is one user, however often its page is sent.
     */
    userWith: (accounts: AccountDigests, consent: string) => userWith(records, accounts, consent),
    /** Returns the user with exactly these accounts; undefined if there is none. */
    withAccounts: (accounts: AccountDigests) => withAccounts(records, accounts),
    /** Returns whether a user has this account at a provider. An unknown one can be that of any other unknown one. */
    async hasAccount(provider: string, account: string): Promise<boolean> {
      for (const subject of await store.keys())
        if ((await store.read(subject))?.accounts[provider] === account) return true;
      return false;
    },
    /** Returns the keyed digest of a key or an account, so that a reader of the store cannot test guesses. */
    digest: (text: string) => digest(records, text),
    /** Ends one grant, or all of a user. With the last one, the stored credentials of the user are removed. */
    end: (subject: string, id?: string) => end(records, subject, id),
    read: store.read,
    /**
     * Adds a grant, which makes all accounts of the user count again.
     * @returns the valid grant of the same consent, otherwise this one. An ended grant never
     * returns, because others may have got its tokens
     */
    grant: (subject: string, id: string, grant: Grant) => addGrant(records, subject, id, grant),
    /**
     * Replaces a grant; null ends it. Ended grants stay unchanged. `update` runs again if another
     * process changes the user at the same time.
     */
    change: (subject: string, id: string, update: (grant: Grant) => Grant | null | undefined) =>
      changeGrant(records, subject, id, update),
    /**
     * Ends an account that a provider no longer accepts, unless its user has signed in again since
     * that was checked. With the last one, the user ends.
     * @returns whether it has ended
     */
    endAccount: (subject: string, provider: string, checkedAt: number) =>
      endAccount(records, subject, provider, checkedAt),
    /** Finds a grant and its user, from the store or from a cache of some seconds. */
    find: (subject: string, id: string) => findGrant(records, subject, id),
    async list(): Promise<User[]> {
      const all = await Promise.all((await store.keys()).map((subject) => store.read(subject)));
      return all.flatMap((user) => user ?? []);
    },
    /** Ends users whose grants have all expired, and encrypts the others with the newest key. */
    sweep: () => sweep(records),
  };
}
/** The records of `userRecords`. */
export type Users = ReturnType<typeof userRecords>;

/**
 * Changes a user; null removes it, undefined leaves it. `update` runs again if another process
 * changes the user at the same time: a grant that it ended must not return.
 * @returns the previous user
 */
async function changeUser(
  { store, cache }: UserRecords,
  subject: string,
  update: (user: User) => User | null | undefined,
): Promise<User | null> {
  let previous: User | null = null;
  const change = store.change(subject, (user) => {
    previous = user;
    return user ? update(user) : undefined;
  });
  await change.catch(nullIfUnreadable);
  cache.delete(subject);
  return previous;
}

async function userWith(
  records: UserRecords,
  accounts: AccountDigests,
  consent: string,
): Promise<string> {
  const { vault, store, identities } = records;
  const createUser = async (subject: string) => {
    const user = { subject, accounts, ended: [], grants: {}, createdAt: Date.now() };
    await store.change(subject, (current) => (current ? undefined : user));
    return subject;
  };
  const identity = await identityOf(records, accounts);
  if (identity === undefined)
    return createUser((await digest(records, `consent ${consent}`)).slice(0, 32));
  return vault.withLock(`identity ${identity}`, async (lock) => {
    const subject = await withAccounts(records, accounts);
    if (subject !== undefined) return subject;
    const newSubject = await createUser(randomId());
    await identities.write(identity, newSubject, lock);
    return newSubject;
  });
}

async function withAccounts(
  records: UserRecords,
  accounts: AccountDigests,
): Promise<string | undefined> {
  const identity = await identityOf(records, accounts);
  const subject = identity === undefined ? null : await records.identities.read(identity);
  return subject !== null && (await records.store.read(subject)) ? subject : undefined;
}

/** Returns the digest of the accounts; undefined if the user cannot be identified. */
async function identityOf(
  records: UserRecords,
  accounts: AccountDigests,
): Promise<string | undefined> {
  const pairs = Object.entries(accounts).sort();
  if (pairs.length === 0 || pairs.some(([, account]) => account === '')) return undefined;
  return digest(records, JSON.stringify(pairs));
}

async function digest(records: UserRecords, text: string): Promise<string> {
  records.pepper ??= readPepper(records);
  records.pepper.catch(() => (records.pepper = undefined)); // an outage is temporary
  return nodeCrypto()
    .createHmac('sha256', await records.pepper)
    .update(text)
    .digest('hex');
}

const readPepper = ({ vault, secrets }: UserRecords): Promise<string> =>
  vault.withLock('secret', async (lock) => {
    const stored = await secrets.read('pepper');
    if (stored !== null) return stored;
    const pepper = nodeCrypto().randomBytes(32).toString('base64url');
    await secrets.write('pepper', pepper, lock);
    return pepper;
  });

/** @param isEnding checks the user at the moment of the change, because they may sign in again */
async function end(
  records: UserRecords,
  subject: string,
  id?: string,
  isEnding: (user: User) => boolean = () => true,
): Promise<void> {
  const { identities } = records;
  const user = await changeUser(records, subject, (current) => {
    if (!isEnding(current)) return undefined;
    const grants = withoutGrant(current.grants, id);
    return Object.keys(grants).length === 0 ? null : { ...current, grants };
  });
  if (!user || !isEnding(user) || Object.keys(withoutGrant(user.grants, id)).length > 0) return;
  const identity = await identityOf(records, user.accounts);
  // The user may sign in again at the same time, as another subject.
  if (identity !== undefined)
    await identities.change(identity, (storedSubject) =>
      storedSubject === subject ? null : undefined,
    );
  await records.signOut(user);
}

async function addGrant(
  records: UserRecords,
  subject: string,
  id: string,
  grant: Grant,
): Promise<Grant> {
  let currentGrant = grant;
  const previous = await changeUser(records, subject, (current) => {
    const next = withGrant(current, id, grant);
    ({ granted: currentGrant } = next);
    return next.user;
  });
  if (!previous) throw new Error('The user has ended meanwhile.');
  return currentGrant;
}

async function changeGrant(
  records: UserRecords,
  subject: string,
  id: string,
  next: (grant: Grant) => Grant | null | undefined,
): Promise<void> {
  let changedUser: ReturnType<typeof next>;
  await changeUser(records, subject, (user) => {
    const { [id]: grant } = user.grants;
    changedUser = grant && grant.until > Date.now() ? next(grant) : undefined;
    return changedUser ? { ...user, grants: { ...user.grants, [id]: changedUser } } : undefined;
  });
  if (changedUser === null) await end(records, subject, id);
}

async function endAccount(
  records: UserRecords,
  subject: string,
  provider: string,
  checkedAt: number,
): Promise<boolean> {
  // Later generations began with a refresh, which is not a new sign-in.
  const isEnding = ({ grants }: User) =>
    Object.values(grants).every(({ since, generation }) => since < checkedAt || generation > 1);
  const user = await changeUser(records, subject, (current) =>
    !isEnding(current) || isLastAccount(current, provider)
      ? undefined
      : { ...current, ended: [...new Set([...current.ended, provider])] },
  );
  if (user && !isEnding(user)) return false;
  if (user && isLastAccount(user, provider)) await end(records, subject, undefined, isEnding);
  return true;
}

async function findGrant(
  { store, cache }: UserRecords,
  subject: string,
  id: string,
): Promise<{ user: User; grant: Grant } | undefined> {
  let entry = cache.get(subject);
  if (!entry || performance.now() - entry.at > CACHE_MS) {
    entry = { user: await store.read(subject), at: performance.now() };
    cache.delete(subject);
    if (cache.size >= MAX_CACHED) cache.delete([...cache.keys()][0] ?? '');
    cache.set(subject, entry);
  }
  const { user } = entry;
  const { [id]: grant } = user?.grants ?? {};
  return user && grant && grant.until > Date.now() ? { user, grant } : undefined;
}

async function sweep(records: UserRecords): Promise<void> {
  const { store, identities, secrets } = records;
  for (const subject of await store.keys()) {
    const user = await store.read(subject);
    if (user && hasNoValidGrant(user)) await end(records, subject, undefined, hasNoValidGrant);
    else await store.renew(subject);
  }
  for (const recordStore of [identities, secrets])
    for (const key of await recordStore.keys()) await recordStore.renew(key);
}
