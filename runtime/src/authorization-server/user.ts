import * as z from 'zod';

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

export const User = z.strictObject({
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
/** A first sign-in may still be under way. */
const YOUNG_MS = 3_600_000;

/** The grants that clients use, by id: their codes have been exchanged, and they have not ended. */
export const grantsInUse = ({ grants }: User): [string, Grant][] =>
  Object.entries(grants).filter(
    ([, { generation, until }]) => generation > 0 && until > Date.now(),
  );

/** Without any where no id is passed. */
export const withoutGrant = (grants: User['grants'], ended: string | undefined): User['grants'] =>
  Object.fromEntries(Object.entries(grants).filter(([id]) => ended !== undefined && id !== ended));

/** The user with a grant, which all accounts count for again; the grant of the same consent that lasts takes its place. */
export function withGrant(user: User, id: string, grant: Grant): { user: User; granted: Grant } {
  const same = Object.values(user.grants).find(
    ({ consent, until }) => consent === grant.consent && until > Date.now(),
  );
  const grants = same ? user.grants : { ...withRoom(user.grants, grant), [id]: grant };
  return { user: { ...user, ended: [], grants }, granted: same ?? grant };
}

/** Those that have not ended, with room for one more of this client: clients that register each time keep their name. */
function withRoom(grants: User['grants'], { client }: Grant): User['grants'] {
  const newest = Object.entries(grants)
    .filter(([, { until }]) => until > Date.now())
    .sort(([, one], [, other]) => other.since - one.since);
  const ofClient = newest.filter(([, grant]) => grant.client === client);
  const excess = new Set(ofClient.slice(MOST_GRANTS.ofClient - 1));
  const others = newest.filter((one) => !excess.has(one));
  return Object.fromEntries(others.slice(0, MOST_GRANTS.ofUser - 1));
}

export const isOver = ({ grants, createdAt }: User): boolean =>
  createdAt < Date.now() - YOUNG_MS &&
  Object.values(grants).every(({ until }) => until < Date.now());

/** Whether no other account of the user counts. */
export const isLastAccount = ({ accounts, ended }: User, provider: string): boolean =>
  Object.keys(accounts).every((name) => name === provider || ended.includes(name));
