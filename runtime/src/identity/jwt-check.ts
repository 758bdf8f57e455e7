import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyOptions,
} from 'jose';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { VERIFIER_LIMITS } from '../fetch/limits.js';
import { nodeCrypto } from '../node/node-module.js';
import { isAccessToken } from './access-token.js';
import { CLOCK_SKEW_S, TokenError } from './principal.js';

type Keys = ReturnType<typeof createLocalJWKSet> | (() => Promise<Uint8Array>);

/** The keys of an issuer as they are at a time. Renewed keys are another set, which has verified nothing yet. */
interface KeySet {
  keys: Keys;
  /** Digests of access tokens that these keys have verified, the oldest first. */
  digests: Set<string>;
}

const keySet = (keys: Keys): KeySet => ({ keys, digests: new Set() });

/** Digests of one key set take about a megabyte. */
const MOST_DIGESTS = 10_000;

/** Of public keys (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
const ALGORITHMS = ['RS', 'PS', 'ES']
  .flatMap((kind) => [256, 384, 512].map((bits) => `${kind}${bits}`))
  .concat('EdDSA', 'Ed25519');

/** Verifies with keys that the issuer publishes. */
export function verifyWithIssuerKeys(issuer: string, jwksUrl: string) {
  const { current, newer, outage, ready } = issuerKeys(jwksUrl);
  const options = checks(issuer, ALGORITHMS);

  async function claimsOf(token: string): Promise<JWTPayload> {
    try {
      return await verified(token, await current(), options);
    } catch (error) {
      const keys = mayBeOfNewKey(error, token) ? await newer() : undefined;
      if (!keys) throw error;
      return verified(token, keys, options);
    }
  }

  return {
    verify: (token: string) =>
      claimsOf(token).catch((error: unknown) => {
        throw explained(error, outage());
      }),
    ready,
  };
}

/** Verifies with a secret of the issuer and this server. */
export function verifyWithSecret(issuer: string, secret: string) {
  const key = new TextEncoder().encode(secret);
  const set = keySet(async () => key);
  const options = checks(issuer, ['HS256']);
  return {
    verify: (token: string) =>
      verified(token, set, options).catch((error: unknown) => {
        throw explained(error);
      }),
  };
}

const checks = (issuer: string, algorithms: string[]): JWTVerifyOptions => ({
  issuer,
  algorithms,
  requiredClaims: ['exp'],
  clockTolerance: CLOCK_SKEW_S,
});

/**
 * The claims of a token. A signature is the same each time, so that keys verify it once; the time is checked each time.
 * The claims are read each time, too: code that changes its own does not change those of the next request.
 */
async function verified(
  token: string,
  { keys, digests }: KeySet,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const digest = nodeCrypto().hash('sha256', token, 'base64');
  if (digests.has(digest)) {
    const claims = decodeJwt(token);
    if (isCurrent(claims)) return claims;
    throw new TokenError('The token is not valid at this time');
  }
  const claims = await verifiedBySignature(token, keys, options);
  const [oldest] = digests;
  if (digests.size >= MOST_DIGESTS && oldest !== undefined) digests.delete(oldest);
  digests.add(digest);
  return claims;
}

/** RFC 7519 sections 4.1.4 and 4.1.5. */
function isCurrent({ exp = 0, nbf = 0 }: JWTPayload): boolean {
  const now = Math.floor(Date.now() / 1000);
  return exp + CLOCK_SKEW_S > now && nbf - CLOCK_SKEW_S <= now;
}

/** A token that does not name its key is tried with each that fits (RFC 7515 section 4.1.4). */
async function verifiedBySignature(
  token: string,
  keys: Keys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, options).catch(
    async (error: unknown) => {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      for await (const key of error) {
        try {
          return await jwtVerify(token, key, options);
        } catch (fault) {
          if (!isOtherKey(fault)) throw fault;
        }
      }
      throw new errors.JWSSignatureVerificationFailed();
    },
  );
  if (!isAccessToken(protectedHeader, payload))
    throw new TokenError('The token is not an access token');
  return payload;
}

const isOtherKey = (error: unknown) => error instanceof errors.JWSSignatureVerificationFailed;
const isKeyUnknown = (error: unknown) => error instanceof errors.JWKSNoMatchingKey;

const mayBeOfNewKey = (error: unknown, token: string): boolean =>
  isKeyUnknown(error) || (isOtherKey(error) && decodeProtectedHeader(token).kid === undefined);

/** Keys that cannot be fetched are not the token's fault: a 401 would make clients discard good tokens. */
function explained(error: unknown, outage?: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  return isKeyUnknown(error) && outage !== undefined
    ? new KeysUnavailableError('The key of the token may be new', { cause: outage })
    : new TokenError('The token is not valid', { cause: error });
}

/** After this time, keys are fetched again; callers do not wait for that. */
const FRESH_MS = 600_000;
/** How long keys verify tokens after the issuer was last reached. */
const LONGEST_OUTAGE_MS = 24 * 3_600_000;
/** After a request, the issuer is not asked again for this time. */
const PAUSE_MS = 5_000;

/** The issuer's keys cannot be fetched: whether a token is valid is unknown. */
class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError';
}

/**
 * The keys that an issuer publishes. They are fetched again after 10 minutes and for an unknown key, but at most every
 * 5 s. While the issuer is out of reach, or does not answer, the last ones are used.
 */
function issuerKeys(url: string) {
  let last: { set: KeySet; fetchedAt: number } | undefined;
  let failure: unknown;
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;

  async function fetched(): Promise<KeySet> {
    const response = await boundedFetch(url, { redirect: 'manual' }, VERIFIER_LIMITS);
    if (response.status !== 200) throw new Error(`${url} responded with status ${response.status}`);
    return keySet(createLocalJWKSet((await response.json()) as JSONWebKeySet)); // throws where it is not a key set
  }

  const age = (): number => performance.now() - (last?.fetchedAt ?? -Infinity);

  /** Resolves when the issuer has been asked, whatever came of it; at once where it was asked just now. */
  async function renewed(): Promise<void> {
    if (!asking && performance.now() - askedAt < PAUSE_MS) return;
    asking ??= fetched()
      .then(
        (set) => {
          last = { set, fetchedAt: performance.now() };
          failure = undefined;
        },
        (error: unknown) => void (failure = error),
      )
      .finally(() => {
        askedAt = performance.now();
        asking = undefined;
      });
    await asking;
  }

  /** The keys that are known; where there are none, those that are fetched now. @throws KeysUnavailableError */
  async function current(): Promise<KeySet> {
    if (age() > LONGEST_OUTAGE_MS) await renewed();
    else if (age() > FRESH_MS) void renewed();
    if (last && age() <= LONGEST_OUTAGE_MS) return last.set;
    throw new KeysUnavailableError(`The keys of the issuer cannot be fetched from ${url}`, {
      cause: failure,
    });
  }

  return {
    current,
    /** Undefined: the same as before. */
    async newer(): Promise<KeySet | undefined> {
      const before = last;
      await renewed();
      return last === before ? undefined : last?.set;
    },
    /** @throws where no keys are known, and they cannot be fetched now */
    async ready() {
      await current();
    },
    /** Undefined after a successful request. */
    outage: (): unknown => failure,
  };
}
