import * as z from 'zod';
import type { Vault } from '../credentials/vault.js';
import { nodeCrypto } from '../node/node-module.js';
import { recordsOf } from '../credentials/encrypted-records.js';

/** What a user has allowed a client on one page. Ends with its user, by revocation, or 30 days after it was last used. */
const Grant = z.strictObject({
  /** Of the page: what is allowed on it twice is one grant. */
  consent: z.string(),
  /** Digest of its id. */
  clientId: z.string(),
  /** As `labelOf` names it. */
  client: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
  /** Generation of the refresh token; 0 until the code is exchanged. */
  generation: z.number(),
  /** Until it is exchanged: the form or the callback that comes twice gets the same one. */
  code: z.string().optional(),
  /** The next refresh is refused, so that the client asks its user. */
  isStale: z.boolean().optional(),
  /** Milliseconds since the epoch: when the generation began. */
  since: z.number(),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type Grant = z.output<typeof Grant>;

/** By provider: who the user is there, as a digest; empty where that cannot be told. */
const Accounts = z.record(z.string(), z.string());
export type Accounts = z.output<typeof Accounts>;

const User = z.strictObject({
  subject: z.string(),
  accounts: Accounts,
  /** Providers that do not accept the account any longer. */
  ended: z.array(z.string()),
  /** By id. */
  grants: z.record(z.string(), Grant),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
});
export type User = z.output<typeof User>;

/** Of one user, with one client and with all, which name themselves: the one that has been idle longest ends. */
const MOST_GRANTS = { ofClient: 20, ofUser: 100 };
/** How long another process may take to notice that a grant has ended. */
const KNOWN_MS = 5_000;
const MOST_KNOWN = 1_000;
/** A first sign-in may still be under way. */
const YOUNG_MS = 3_600_000;

export const randomId = (): string => nodeCrypto().randomBytes(16).toString('hex');

/** The users of this server and what they have allowed, each in one record. */
export function users(vault: Vault, signOut: (user: User) => Promise<void>) {
  const store = recordsOf(vault, 'user', User);
  const identities = recordsOf(vault, 'identity', z.string());
  const secrets = recordsOf(vault, 'secret', z.string());
  const known = new Map<string, { user: User | null; at: number }>();

  /** Changes a user under the lock of the record. Null removes it, undefined leaves it. @returns the one before */
  function change(
    subject: string,
    next: (user: User) => User | null | undefined,
  ): Promise<User | null> {
    return vault.withLock(`user ${subject}`, async () => {
      const user = await store.read(subject);
      const changed = user && next(user);
      if (changed) await store.write(subject, changed);
      else if (changed === null && user) await store.remove(subject);
      known.delete(subject);
      return user;
    });
  }

  /**
   * The user who has exactly these accounts, all of which have been proven; a new one where there is none. Not one that has
   * more: the key of a team would open the other accounts of a colleague. Where who the user is cannot be told, each consent
   * is one user, however often its page is sent.
   */
  async function userWith(accounts: Accounts, consent: string): Promise<string> {
    const begin = (subject: string) =>
      vault.withLock(`user ${subject}`, async () => {
        if (!(await store.read(subject)))
          await store.write(subject, { subject, accounts, ended: [], grants: {}, createdAt: Date.now() }); // prettier-ignore
        return subject;
      });
    const identity = await identityOf(accounts);
    if (identity === undefined) return begin((await digest(`consent ${consent}`)).slice(0, 32));
    return vault.withLock(`identity ${identity}`, async () => {
      const known = await withAccounts(accounts);
      if (known !== undefined) return known;
      const made = await begin(randomId());
      await identities.write(identity, made);
      return made;
    });
  }

  /** The same user, if there is one. */
  async function withAccounts(accounts: Accounts): Promise<string | undefined> {
    const identity = await identityOf(accounts);
    const subject = identity === undefined ? null : await identities.read(identity);
    return subject !== null && (await store.read(subject)) ? subject : undefined;
  }

  async function identityOf(accounts: Accounts): Promise<string | undefined> {
    const pairs = Object.entries(accounts).sort();
    if (pairs.length === 0 || pairs.some(([, account]) => account === '')) return undefined;
    return digest(JSON.stringify(pairs));
  }

  let pepper: Promise<string> | undefined;
  const makePepper = () =>
    vault.withLock('secret', async () => {
      const stored = await secrets.read('pepper');
      if (stored !== null) return stored;
      const made = nodeCrypto().randomBytes(32).toString('base64url');
      await secrets.write('pepper', made);
      return made;
    });

  /** Keys and accounts are stored as keyed digests, so that a reader of the store cannot try guesses. */
  async function digest(text: string): Promise<string> {
    pepper ??= makePepper();
    pepper.catch(() => (pepper = undefined)); // an outage is temporary
    return nodeCrypto()
      .createHmac('sha256', await pepper)
      .update(text)
      .digest('hex');
  }

  /** One grant, or all of a user; with the last one, the stored credentials of the user go, too. */
  async function end(subject: string, id?: string): Promise<void> {
    const user = await change(subject, (current) => {
      const grants = withoutGrant(current.grants, id);
      return Object.keys(grants).length === 0 ? null : { ...current, grants };
    });
    if (!user || Object.keys(withoutGrant(user.grants, id)).length > 0) return;
    const identity = await identityOf(user.accounts);
    if (identity !== undefined && (await identities.read(identity)) === subject)
      await identities.remove(identity);
    await signOut(user);
  }

  return {
    userWith,
    withAccounts,
    digest,
    end,
    read: store.read,
    /**
     * Adds a grant, with which all accounts of the user count again. @returns the one that lasts of the same consent, else this
     * one: one that has ended never comes back, and with it what others may have got of it
     */
    async grant(subject: string, id: string, grant: Grant): Promise<Grant> {
      let granted = grant;
      const user = await change(subject, (current) => {
        const same = Object.values(current.grants).find(
          ({ consent, until }) => consent === grant.consent && until > Date.now(),
        );
        granted = same ?? grant;
        const grants = same ? current.grants : { ...withRoom(current.grants, grant), [id]: grant };
        return { ...current, ended: [], grants };
      });
      if (!user) throw new Error('The user has ended meanwhile.');
      return granted;
    },
    /** Replaces a grant under a lock; null ends it. One that has ended is left alone. */
    async change(subject: string, id: string, next: (grant: Grant) => Grant | null | undefined) {
      let changed: ReturnType<typeof next>;
      await change(subject, (user) => {
        const { [id]: grant } = user.grants;
        changed = grant && grant.until > Date.now() ? next(grant) : undefined;
        return changed ? { ...user, grants: { ...user.grants, [id]: changed } } : undefined;
      });
      if (changed === null) await end(subject, id);
    },
    /** A provider does not accept the account any longer: with the last one, the user ends. */
    async endAccount(subject: string, provider: string): Promise<void> {
      const isLast = ({ accounts, ended }: User) =>
        Object.keys(accounts).every((name) => name === provider || ended.includes(name));
      const user = await change(subject, (current) =>
        isLast(current)
          ? undefined
          : { ...current, ended: [...new Set([...current.ended, provider])] },
      );
      if (user && isLast(user)) await end(subject);
    },
    /** A grant and its user, as they are in the store now or were some seconds ago. */
    async find(subject: string, id: string): Promise<{ user: User; grant: Grant } | undefined> {
      let found = known.get(subject);
      if (!found || performance.now() - found.at > KNOWN_MS) {
        found = { user: await store.read(subject), at: performance.now() };
        known.delete(subject);
        if (known.size >= MOST_KNOWN) known.delete([...known.keys()][0] ?? '');
        known.set(subject, found);
      }
      const { user } = found;
      const { [id]: grant } = user?.grants ?? {};
      return user && grant && grant.until > Date.now() ? { user, grant } : undefined;
    },
    async list(): Promise<User[]> {
      const all = await Promise.all((await store.keys()).map((subject) => store.read(subject)));
      return all.flatMap((user) => user ?? []);
    },
    /** Ends users whose grants have all ended by themselves, and encrypts the others with the newest key. */
    async sweep(): Promise<void> {
      for (const subject of await store.keys()) {
        const user = await store.read(subject);
        if (user && isOver(user)) await end(subject);
        else await vault.withLock(`user ${subject}`, () => store.renew(subject));
      }
      for (const records of [identities, secrets])
        for (const key of await records.keys()) await records.renew(key);
    },
  };
}
export type Users = ReturnType<typeof users>;

/** The grants that clients use, by id: their codes have been exchanged, and they have not ended. */
export const grantsInUse = ({ grants }: User): [string, Grant][] =>
  Object.entries(grants).filter(
    ([, { generation, until }]) => generation > 0 && until > Date.now(),
  );

const withoutGrant = (grants: User['grants'], id: string | undefined): User['grants'] =>
  Object.fromEntries(Object.entries(grants).filter(([own]) => id !== undefined && own !== id));

const isOver = ({ grants, createdAt }: User): boolean =>
  createdAt < Date.now() - YOUNG_MS &&
  Object.values(grants).every(({ until }) => until < Date.now());

/** Those that have not ended, with room for one more of this client: clients that register each time keep their name. */
function withRoom(grants: User['grants'], { client }: Grant): User['grants'] {
  const newest = Object.entries(grants)
    .filter(([, { until }]) => until > Date.now())
    .sort(([, one], [, other]) => other.since - one.since);
  const own = newest.filter(([, grant]) => grant.client === client);
  const excess = new Set(own.slice(MOST_GRANTS.ofClient - 1));
  const others = newest.filter((one) => !excess.has(one));
  return Object.fromEntries(others.slice(0, MOST_GRANTS.ofUser - 1));
}
