import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import {
  type Accounts,
  type Grant,
  isLastAccount,
  isOver,
  User,
  withGrant,
  withoutGrant,
} from './user.js';

/** How long another process may take to notice that a grant has ended. */
const CACHE_MS = 5_000;
const MOST_CACHED = 1_000;

export const randomId = (): string => nodeCrypto().randomBytes(16).toString('hex');

interface UserRecords {
  vault: Vault;
  store: ReturnType<typeof recordsOf<User>>;
  /** By digest of the accounts: the subject who has them. */
  identities: ReturnType<typeof recordsOf<string>>;
  secrets: ReturnType<typeof recordsOf<string>>;
  cache: Map<string, { user: User | null; at: number }>;
  pepper?: Promise<string> | undefined;
  signOut: (user: User) => Promise<void>;
}

/** The users of this server and what they have allowed, each in one record. */
export function users(vault: Vault, signOut: (user: User) => Promise<void>) {
  const store = recordsOf(vault, 'user', User);
  const identities = recordsOf(vault, 'identity', z.string());
  const secrets = recordsOf(vault, 'secret', z.string());
  const records: UserRecords = { vault, store, identities, secrets, cache: new Map(), signOut };
  return {
    /**
     * The user who has exactly these accounts, all of which have been proven; a new one where there is none. Not one that has
     * more: the key of a team would open the other accounts of a colleague. Where who the user is cannot be told, each consent
     * is one user, however often its page is sent.
     */
    userWith: (accounts: Accounts, consent: string) => userWith(records, accounts, consent),
    /** The same user, if there is one. */
    withAccounts: (accounts: Accounts) => withAccounts(records, accounts),
    /** Keys and accounts are stored as keyed digests, so that a reader of the store cannot try guesses. */
    digest: (text: string) => digest(records, text),
    /** One grant, or all of a user; with the last one, the stored credentials of the user go, too. */
    end: (subject: string, id?: string) => end(records, subject, id),
    read: store.read,
    /**
     * Adds a grant, with which all accounts of the user count again. @returns the one that lasts of the same consent, else this
     * one: one that has ended never comes back, and with it what others may have got of it
     */
    grant: (subject: string, id: string, grant: Grant) => addGrant(records, subject, id, grant),
    /** Replaces a grant under a lock; null ends it. One that has ended is left alone. */
    change: (subject: string, id: string, next: (grant: Grant) => Grant | null | undefined) =>
      changeGrant(records, subject, id, next),
    /** A provider does not accept the account any longer: with the last one, the user ends. */
    endAccount: (subject: string, provider: string) => endAccount(records, subject, provider),
    /** A grant and its user, as they are in the store now or were some seconds ago. */
    find: (subject: string, id: string) => findGrant(records, subject, id),
    async list(): Promise<User[]> {
      const all = await Promise.all((await store.keys()).map((subject) => store.read(subject)));
      return all.flatMap((user) => user ?? []);
    },
    /** Ends users whose grants have all ended by themselves, and encrypts the others with the newest key. */
    sweep: () => sweep(records),
  };
}
export type Users = ReturnType<typeof users>;

/** Changes a user under the lock of the record. Null removes it, undefined leaves it. @returns the one before */
function changeUser(
  { vault, store, cache }: UserRecords,
  subject: string,
  next: (user: User) => User | null | undefined,
): Promise<User | null> {
  return vault.withLock(`user ${subject}`, async () => {
    const user = await store.read(subject);
    const changed = user && next(user);
    if (changed) await store.write(subject, changed);
    else if (changed === null && user) await store.remove(subject);
    cache.delete(subject);
    return user;
  });
}

async function userWith(
  records: UserRecords,
  accounts: Accounts,
  consent: string,
): Promise<string> {
  const { vault, store, identities } = records;
  const begin = (subject: string) =>
    vault.withLock(`user ${subject}`, async () => {
      const user = { subject, accounts, ended: [], grants: {}, createdAt: Date.now() };
      if (!(await store.read(subject))) await store.write(subject, user);
      return subject;
    });
  const identity = await identityOf(records, accounts);
  if (identity === undefined)
    return begin((await digest(records, `consent ${consent}`)).slice(0, 32));
  return vault.withLock(`identity ${identity}`, async () => {
    const subject = await withAccounts(records, accounts);
    if (subject !== undefined) return subject;
    const made = await begin(randomId());
    await identities.write(identity, made);
    return made;
  });
}

async function withAccounts(records: UserRecords, accounts: Accounts): Promise<string | undefined> {
  const identity = await identityOf(records, accounts);
  const subject = identity === undefined ? null : await records.identities.read(identity);
  return subject !== null && (await records.store.read(subject)) ? subject : undefined;
}

/** Undefined where who the user is cannot be told. */
async function identityOf(records: UserRecords, accounts: Accounts): Promise<string | undefined> {
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
  vault.withLock('secret', async () => {
    const stored = await secrets.read('pepper');
    if (stored !== null) return stored;
    const made = nodeCrypto().randomBytes(32).toString('base64url');
    await secrets.write('pepper', made);
    return made;
  });

async function end(records: UserRecords, subject: string, id?: string): Promise<void> {
  const { identities } = records;
  const user = await changeUser(records, subject, (current) => {
    const grants = withoutGrant(current.grants, id);
    return Object.keys(grants).length === 0 ? null : { ...current, grants };
  });
  if (!user || Object.keys(withoutGrant(user.grants, id)).length > 0) return;
  const identity = await identityOf(records, user.accounts);
  if (identity !== undefined && (await identities.read(identity)) === subject)
    await identities.remove(identity);
  await records.signOut(user);
}

async function addGrant(
  records: UserRecords,
  subject: string,
  id: string,
  grant: Grant,
): Promise<Grant> {
  let granted = grant;
  const before = await changeUser(records, subject, (current) => {
    const next = withGrant(current, id, grant);
    ({ granted } = next);
    return next.user;
  });
  if (!before) throw new Error('The user has ended meanwhile.');
  return granted;
}

async function changeGrant(
  records: UserRecords,
  subject: string,
  id: string,
  next: (grant: Grant) => Grant | null | undefined,
): Promise<void> {
  let changed: ReturnType<typeof next>;
  await changeUser(records, subject, (user) => {
    const { [id]: grant } = user.grants;
    changed = grant && grant.until > Date.now() ? next(grant) : undefined;
    return changed ? { ...user, grants: { ...user.grants, [id]: changed } } : undefined;
  });
  if (changed === null) await end(records, subject, id);
}

async function endAccount(records: UserRecords, subject: string, provider: string): Promise<void> {
  const user = await changeUser(records, subject, (current) =>
    isLastAccount(current, provider)
      ? undefined
      : { ...current, ended: [...new Set([...current.ended, provider])] },
  );
  if (user && isLastAccount(user, provider)) await end(records, subject);
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
    if (cache.size >= MOST_CACHED) cache.delete([...cache.keys()][0] ?? '');
    cache.set(subject, entry);
  }
  const { user } = entry;
  const { [id]: grant } = user?.grants ?? {};
  return user && grant && grant.until > Date.now() ? { user, grant } : undefined;
}

async function sweep(records: UserRecords): Promise<void> {
  const { vault, store, identities, secrets } = records;
  for (const subject of await store.keys()) {
    const user = await store.read(subject);
    if (user && isOver(user)) await end(records, subject);
    else await vault.withLock(`user ${subject}`, () => store.renew(subject));
  }
  for (const other of [identities, secrets])
    for (const key of await other.keys()) await other.renew(key);
}
