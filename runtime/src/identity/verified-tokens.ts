import type { TokenClaims, TokenVerifier } from './principal.js';

/** A token whose signature has been verified. With the next keys of its issuer, it becomes another object. */
export class VerifiedToken {
  readonly #claims: TokenClaims;

  constructor(claims: TokenClaims) {
    this.#claims = copyOf(claims) as TokenClaims;
  }

  /** A copy each time, so that code cannot change the claims of the next request. */
  get claims(): TokenClaims {
    return copyOf(this.#claims) as TokenClaims;
  }
}

/** Copies a value of JSON; `JSON.parse` of its text takes ten times as long. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = copyOf(copy[key]);
  return copy;
}

type FindVerified = (token: string) => VerifiedToken | undefined;

/**
 * Finds verified tokens by the `verify` function that verified them. A verifier with another function decides about each
 * request itself.
 */
const finders = new WeakMap<TokenVerifier['verify'], FindVerified>();

/** Lets `verifiedToken` find tokens that a `verify` has accepted and would accept again, except for the time. */
export function registerTokenFinder(verify: TokenVerifier['verify'], find: FindVerified): void {
  finders.set(verify, find);
}

/** Returns the token, if its signature has been verified with the keys that the issuer has now. */
export const verifiedToken = (
  { verify }: Pick<TokenVerifier, 'verify'>,
  token: string,
): VerifiedToken | undefined => finders.get(verify)?.(token);

/** Returns the `verify` of a verifier, to call it without the verifier. */
export function unboundVerify(verifier: TokenVerifier): TokenVerifier['verify'] {
  return finders.has(verifier.verify) ? verifier.verify : (...token) => verifier.verify(...token);
}
