/** What the system behind a provider says of credentials. `unknown`: it could not decide. */
export interface Verdict {
  is: 'accepted' | 'rejected' | 'unknown';
  /** What is wrong and what to do, in sentences. */
  why?: string;
}

type Check<Credentials> = (credentials: Credentials) => Promise<Verdict>;

const checks = new WeakMap<object, Check<never>>();

/** States how a system that is not an API checks the credentials of an `auth`. */
export const checkCredentialsWith = <Credentials>(
  auth: { getCredentials(userId: never): Promise<Credentials | null> },
  check: Check<Credentials>,
): unknown => checks.set(auth, check);

/** How credentials are checked; undefined where the system is an API. */
export const credentialCheckOf = <Credentials>(auth: {
  getCredentials(userId: never): Promise<Credentials | null>;
}): Check<Credentials> | undefined => checks.get(auth) as Check<Credentials> | undefined;
