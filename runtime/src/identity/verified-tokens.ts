import type { TokenClaims, TokenVerifier } from './principal.js';

/** A token whose signature has been verified. With the next keys of its issuer, it becomes another object. */
export class VerifiedToken {
  readonly #payload: string;

  constructor(claims: TokenClaims) {
    this.#payload = JSON.stringify(claims);
  }

  /** Parsed each time, so that code cannot change the claims of the next request. */
  get claims(): TokenClaims {
    return JSON.parse(this.#payload) as TokenClaims;
  }
}

type FindVerified = (token: string) => VerifiedToken | undefined;

/** By the `verify` that has verified the tokens: a verifier that replaces this function decides about each request itself. */
const finders = new WeakMap<TokenVerifier['verify'], FindVerified>();

/** Lets `verifiedToken` find tokens that a `verify` has accepted and would accept again, except for the time. */
export function findableBy(verify: TokenVerifier['verify'], find: FindVerified): void {
  finders.set(verify, find);
}

/** The token, if its signature has been verified with the keys that the issuer has now. */
export const verifiedToken = (
  { verify }: Pick<TokenVerifier, 'verify'>,
  token: string,
): VerifiedToken | undefined => finders.get(verify)?.(token);

/** The `verify` of a verifier, to call it without the verifier. */
export function unboundVerify(verifier: TokenVerifier): TokenVerifier['verify'] {
  return finders.has(verifier.verify) ? verifier.verify : (...token) => verifier.verify(...token);
}
