import * as z from 'zod';
import type { TokenVerifier, VerifiedCaller } from '../../provider/principal.js';
import { CLOCK_SKEW_S, TokenError, verifiedPrincipal } from '../../provider/principal.js';
import type { HttpOptions } from './options.js';

/** A verifier that does not answer is an outage (503), and holds no request. */
const DEADLINE_MS = 10_000;

const Words = z.union([z.string(), z.array(z.string())]);

const Claims = z.looseObject({
  active: z.boolean().optional(),
  iss: z.string().optional(),
  aud: Words,
  exp: z.number(),
  nbf: z.number().optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  scope: Words.optional(),
  scp: Words.optional(),
});

/**
 * The caller of a token. Verifiers prove where claims come from; whose token it is, for which server and how long is
 * checked here, for all of them.
 * @throws TokenError where the token is not valid here and now; other errors are outages
 */
export async function verifiedCaller(
  { metadata: { issuer }, verify }: Pick<TokenVerifier, 'metadata' | 'verify'>,
  token: string,
  endpoint: URL,
  { audience = endpoint.href, userClaim = 'sub' }: Pick<HttpOptions, 'audience' | 'userClaim'> = {},
  deadlineMs = DEADLINE_MS,
): Promise<VerifiedCaller> {
  const given = await inTime(verify(token, endpoint), deadlineMs);
  if (given.active === false) throw new TokenError('The token is not active'); // it may have no other claim
  const { data, error } = Claims.safeParse(given);
  const { [userClaim]: user } = given;
  const hasUser = typeof user === 'string' && user !== '';
  if (error || !hasUser) {
    const others = error?.issues.map(({ path }) => path.join('.')) ?? [];
    const names = new Set(hasUser ? others : [userClaim, ...others]);
    throw new TokenError(`The token lacks a valid claim: ${[...names].join(', ')}`);
  }
  const { iss = issuer, aud, exp, nbf = 0, client_id, azp, scope, scp } = data;
  const now = Date.now() / 1000;
  if (iss !== issuer) throw new TokenError('The token is of another issuer');
  if (![aud].flat().includes(audience)) throw new TokenError('The token is for another server');
  if (exp + CLOCK_SKEW_S <= now) throw new TokenError('The token has expired');
  if (nbf - CLOCK_SKEW_S > now) throw new TokenError('The token is not valid yet');
  return {
    principal: verifiedPrincipal(issuer, user),
    clientId: client_id ?? azp ?? user,
    scopes: [scope ?? scp ?? []].flat().flatMap((words) => words.split(' ').filter(Boolean)),
    expiresAt: exp,
  };
}

async function inTime<T>(task: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The token verifier did not answer within ${ms / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}
