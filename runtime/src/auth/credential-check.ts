/** Result of a credential check by the system behind a provider; `unknown` if it could not decide. */
export interface CredentialVerdict {
  is: 'accepted' | 'rejected' | 'unknown';
  /** The problem and what to do about it, in sentences. */
  why?: string;
}

type CredentialCheck<Credentials> = (credentials: Credentials) => Promise<CredentialVerdict>;

const checks = new WeakMap<object, CredentialCheck<never>>();

/** Sets the check of credentials for a system that is not an API. */
export const checkCredentialsWith = <Credentials>(
  auth: { getCredentials(userId: never): Promise<Credentials | null> },
  check: CredentialCheck<Credentials>,
): unknown => checks.set(auth, check);

/** Returns the check of credentials; undefined if the system is an API. */
export const credentialCheckOf = <Credentials>(auth: {
  getCredentials(userId: never): Promise<Credentials | null>;
}): CredentialCheck<Credentials> | undefined =>
  checks.get(auth) as CredentialCheck<Credentials> | undefined;
