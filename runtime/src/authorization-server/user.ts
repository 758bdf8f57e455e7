import * as z from 'zod';

/** The consent of a user for a client. It ends with its user, by revocation, or 30 days after its last use. */
const Grant = z.strictObject({
  /** ID of the consent page; consenting on it twice is one grant. */
  consent: z.string(),
  /** Digest of the client's id. */
  clientId: z.string(),
  /** Label of the client, as `clientLabel` returns it. */
  client: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
  /** Generation of the refresh token; 0 until the code is exchanged. */
  generation: z.number(),
  /** The code until it is exchanged, so that a repeated form or callback gets the same one. */
  code: z.string().optional(),
  /** Whether the next refresh is refused, so that the client asks its user. */
  isStale: z.boolean().optional(),
  /** Start of the generation, in milliseconds since the epoch. */
  since: z.number(),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type Grant = z.output<typeof Grant>;

/** Digests of the user's identity by provider; empty if it is unknown. */
const AccountDigests = z.record(z.string(), z.string());
export type AccountDigests = z.output<typeof AccountDigests>;

/** The record of a user: their accounts and the grants of their clients. */
export const User = z.strictObject({
  subject: z.string(),
  accounts: AccountDigests,
  /** Providers that no longer accept the account. */
  ended: z.array(z.string()),
  /** Grants by id. */
  grants: z.record(z.string(), Grant),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
});
export type User = z.output<typeof User>;

/** Most grants of a user with one client, by its own name, and with all. The one that was not used for longest ends. */
const MAX_GRANTS = { ofClient: 20, ofUser: 100 };
/** Age up to which a user without grants is kept, because the first sign-in may be in progress. */
const SIGN_IN_GRACE_MS = 3_600_000;

/** Grants that clients use, by id: their codes were exchanged and they have not ended. */
export const grantsInUse = ({ grants }: User): [string, Grant][] =>
  Object.entries(grants).filter(
    ([, { generation, until }]) => generation > 0 && until > Date.now(),
  );

/** Returns the grants without the given one; none if no id is given. */
export const withoutGrant = (grants: User['grants'], endedId: string | undefined): User['grants'] =>
  Object.fromEntries(
    Object.entries(grants).filter(([id]) => endedId !== undefined && id !== endedId),
  );

/** Adds a grant to a user, which makes all accounts count again. A valid grant of the same consent takes its place. */
export function withGrant(user: User, id: string, grant: Grant): { user: User; granted: Grant } {
  const existing = Object.values(user.grants).find(
    ({ consent, until }) => consent === grant.consent && until > Date.now(),
  );
  const grants = existing ? user.grants : { ...grantsWithRoom(user.grants, grant), [id]: grant };
  return { user: { ...user, ended: [], grants }, granted: existing ?? grant };
}

/**
 * Returns the valid grants, with room for one more of this client. Clients are compared by name,
 * because some register each time.
 */
function grantsWithRoom(grants: User['grants'], { client }: Grant): User['grants'] {
  const newest = Object.entries(grants)
    .filter(([, { until }]) => until > Date.now())
    .sort(([, a], [, b]) => b.since - a.since);
  const ofClient = newest.filter(([, grant]) => grant.client === client);
  const excess = new Set(ofClient.slice(MAX_GRANTS.ofClient - 1));
  const others = newest.filter((id) => !excess.has(id));
  return Object.fromEntries(others.slice(0, MAX_GRANTS.ofUser - 1));
}

/** Returns whether no client can use the record of a user any more, so that it can be removed. */
export const hasNoValidGrant = ({ grants, createdAt }: User): boolean =>
  createdAt < Date.now() - SIGN_IN_GRACE_MS &&
  Object.values(grants).every(({ until }) => until < Date.now());

/** Returns whether no other account of the user counts. */
export const isLastAccount = ({ accounts, ended }: User, provider: string): boolean =>
  Object.keys(accounts).every((name) => name === provider || ended.includes(name));
