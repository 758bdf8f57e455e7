import * as z from 'zod';
import {
  CLOCK_SKEW_S,
  issuersOf,
  type NamedUser,
  type Principal,
  type TokenClaims,
  TokenError,
  type TokenVerifier,
  userIdIn,
  type VerifiedCaller,
  verifiedPrincipal,
} from '../../identity/principal.js';
import { type VerifiedToken, verifiedToken } from '../../identity/verified-tokens.js';
import { withDeadline } from '../../utils/time.js';

/** A verifier without a response counts as an outage (503), so that it holds no request. */
const DEADLINE_MS = 10_000;

const ScopeWords = z.union([z.string(), z.array(z.string())]);

const Claims = z.looseObject({
  active: z.boolean().optional(),
  iss: z.string().optional(),
  aud: ScopeWords,
  exp: z.number(),
  nbf: z.number().optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  scope: ScopeWords.optional(),
  scp: ScopeWords.optional(),
});

type Verifier = Pick<TokenVerifier, 'metadata' | 'audience' | 'userClaim' | 'verify'>;

/** The facts that the claims of a token state about its caller, whatever the time. */
interface CallerFacts {
  userId: Principal['userId'];
  clientId: string;
  scopes: readonly string[];
  exp: number;
  nbf: number;
}

/**
 * Verifies the caller of a token. Verifiers prove the origin of claims; issuer, audience and times
 * are checked here, for all of them.
 * @throws TokenError if the token is not valid here and now; other errors are outages
 */
export async function verifiedCaller(
  verifier: Verifier,
  token: string,
  endpoint: URL,
  deadlineMs = DEADLINE_MS,
): Promise<VerifiedCaller> {
  const claims = await withDeadline(deadlineMs, verifier.verify(token, endpoint), {
    message: `The token verifier did not answer within ${deadlineMs / 1000} s`,
  });
  return callerNow(factsIn(claims, verifier, endpoint), claims);
}

/**
 * Creates a function that returns the caller of a token whose signature has been verified before; undefined for other
 * tokens. The facts in the claims are read once, because they never change; the time is checked each time.
 * @throws TokenError if the token is not valid here and now
 */
export function knownCallers(
  verifier: Verifier,
  endpoint: URL,
): (token: string) => VerifiedCaller | undefined {
  const knownFacts = new WeakMap<VerifiedToken, CallerFacts>();
  return (token) => {
    const verifiedClaims = verifiedToken(verifier, token);
    if (!verifiedClaims) return undefined;
    const { claims } = verifiedClaims;
    let facts = knownFacts.get(verifiedClaims);
    if (!facts) knownFacts.set(verifiedClaims, (facts = factsIn(claims, verifier, endpoint)));
    return callerNow(facts, claims);
  };
}

function factsIn(claims: TokenClaims, verifier: Verifier, endpoint: URL): CallerFacts {
  const { audience = endpoint.href, userClaim = 'sub' } = verifier;
  if (claims.active === false) throw new TokenError('The token is not active'); // it may have no other claim
  const { data, error } = Claims.safeParse(claims);
  const user = userIdIn(claims, userClaim);
  if (error || user === undefined) {
    const invalidClaims = error?.issues.map(({ path }) => path.join('.')) ?? [];
    const names = new Set(user === undefined ? [userClaim, ...invalidClaims] : invalidClaims);
    throw new TokenError(`The token lacks a valid claim: ${[...names].join(', ')}`);
  }
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  const onlyIssuer = issuers.length === 1 ? issuers[0] : undefined;
  const { iss: issuer = onlyIssuer, aud, exp, nbf = 0, client_id, azp, scope, scp } = data;
  if (issuer === undefined || !issuers.includes(issuer))
    throw new TokenError('The token is of another issuer');
  // Without a path, the URL has two forms (RFC 3986 section 6.2.3).
  const acceptedAudiences =
    audience === `${endpoint.origin}/` ? [audience, endpoint.origin] : [audience];
  if (![aud].flat().some((claim) => acceptedAudiences.includes(claim)))
    throw new TokenError('The token is for another server');
  const { userId } = verifiedPrincipal(issuer, user);
  const scopes = [scope ?? scp ?? []].flat().flatMap((words) => words.split(' ').filter(Boolean));
  return { userId, clientId: client_id ?? azp ?? user, scopes, exp, nbf };
}

/** @throws TokenError if the token is not valid at this time */
function callerNow(
  { userId, clientId, scopes: knownScopes, exp, nbf }: CallerFacts,
  claims: TokenClaims,
): VerifiedCaller {
  const now = Date.now() / 1000;
  if (exp + CLOCK_SKEW_S <= now) throw new TokenError('The token has expired');
  if (nbf - CLOCK_SKEW_S > now) throw new TokenError('The token is not valid yet');
  const scopes = [...knownScopes]; // code of one request cannot change those of the next
  return { principal: { userId, scopes, claims }, clientId, scopes, expiresAt: exp };
}

/** Seconds for which the name of a user is valid: a proxy sends it with each request. */
const NAME_VALID_S = 60;

/** @throws TokenError if the id cannot be that of a user */
export function namedCaller({ issuer, id, scopes = [] }: NamedUser): VerifiedCaller {
  if (id === '') throw new TokenError('The user has no id');
  return {
    principal: { ...verifiedPrincipal(issuer, id), scopes },
    clientId: issuer,
    scopes: [...scopes],
    expiresAt: Date.now() / 1000 + NAME_VALID_S,
  };
}
