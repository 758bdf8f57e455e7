import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyOptions,
} from 'jose';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { VERIFIER_LIMITS } from '../fetch/limits.js';
import { isAccessToken } from './access-token.js';
import { tokenDigest } from './claims.js';
import { CLOCK_SKEW_S, TokenError } from './principal.js';
import { VerifiedToken } from './verified-tokens.js';

type Keys = ReturnType<typeof createLocalJWKSet> | (() => Promise<Uint8Array>);

/** Keys of an issuer at one time. New keys are a new set, which has verified nothing yet. */
interface KeySet {
  keys: Keys;
  /** Access tokens that these keys have verified, by their digest, oldest first. */
  verified: Map<string, VerifiedToken>;
}

const keySet = (keys: Keys): KeySet => ({ keys, verified: new Map() });

/** Most verified tokens of one key set; with claims of 500 characters, they take about 10 MB. */
const MAX_VERIFIED = 10_000;

/** Algorithms with public keys (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
const PUBLIC_KEY_ALGORITHMS = ['RS', 'PS', 'ES']
  .flatMap((kind) => [256, 384, 512].map((bits) => `${kind}${bits}`))
  .concat('EdDSA', 'Ed25519');

/** Verifies tokens with keys that the issuer publishes. */
export function verifyWithIssuerKeys(issuer: string, jwksUrl: string) {
  const { current, fresh, newer, outage, ready } = issuerKeys(jwksUrl);
  const options = verifyOptions(issuer, PUBLIC_KEY_ALGORITHMS);

  async function claimsOf(token: string): Promise<JWTPayload> {
    try {
      return await verifiedClaims(token, await current(), options);
    } catch (error) {
      const keys = mayBeOfNewKey(error, token) ? await newer() : undefined;
      if (!keys) throw error;
      return verifiedClaims(token, keys, options);
    }
  }

  return {
    verify: (token: string) =>
      claimsOf(token).catch((error: unknown) => {
        throw verificationError(error, outage());
      }),
    find: (digest: string) => fresh()?.verified.get(digest),
    ready,
  };
}

/** Verifies tokens with a secret that the issuer shares with this server. */
export function verifyWithSecret(issuer: string, secret: string) {
  const key = new TextEncoder().encode(secret);
  const set = keySet(async () => key);
  const options = verifyOptions(issuer, ['HS256']);
  return {
    verify: (token: string) =>
      verifiedClaims(token, set, options).catch((error: unknown) => {
        throw verificationError(error);
      }),
    find: (digest: string) => set.verified.get(digest),
  };
}

const verifyOptions = (issuer: string, algorithms: string[]): JWTVerifyOptions => ({
  issuer,
  algorithms,
  requiredClaims: ['exp'],
  clockTolerance: CLOCK_SKEW_S,
});

/**
 * Returns the claims of a token. Keys verify a signature only once, because it never changes; the
 * time is checked each time. The claims are parsed each time, too, so that code cannot change those
 * of the next request.
 */
async function verifiedClaims(
  token: string,
  { keys, verified }: KeySet,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const digest = tokenDigest(token);
  const verifiedToken = verified.get(digest);
  if (verifiedToken) {
    const { claims } = verifiedToken;
    if (isCurrent(claims)) return claims;
    throw new TokenError('The token is not valid at this time');
  }
  const claims = await verifySignature(token, keys, options);
  const [oldest] = verified.keys();
  if (verified.size >= MAX_VERIFIED && oldest !== undefined) verified.delete(oldest);
  verified.set(digest, new VerifiedToken(claims));
  return claims;
}

/** Returns whether a token is valid now (RFC 7519 sections 4.1.4 and 4.1.5). */
function isCurrent({ exp = 0, nbf = 0 }: JWTPayload): boolean {
  const now = Math.floor(Date.now() / 1000);
  return exp + CLOCK_SKEW_S > now && nbf - CLOCK_SKEW_S <= now;
}

/**
 * Verifies a signature. A token that does not name its key is tried with each matching key (RFC
 * 7515 section 4.1.4).
 */
async function verifySignature(
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

/**
 * Returns the error for a failed verification. Keys that cannot be fetched are not the token's
 * fault: a 401 would make clients discard valid tokens.
 */
function verificationError(error: unknown, outage?: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  return isKeyUnknown(error) && outage !== undefined
    ? new KeysUnavailableError('The key of the token may be new', { cause: outage })
    : new TokenError('The token is not valid', { cause: error });
}

/** Age after which keys are fetched again; callers do not wait for that. */
const FRESH_MS = 600_000;
/** How long keys verify tokens after the last successful fetch. */
const MAX_OUTAGE_MS = 24 * 3_600_000;
/** Least time between two requests to the issuer. */
const MIN_INTERVAL_MS = 5_000;

/** The keys of the issuer cannot be fetched, so it is unknown whether a token is valid. */
class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError';
}

/**
 * Returns the keys that an issuer publishes. They are fetched again after 10 minutes and for an unknown
 * key, but at most every 5 s. While the issuer does not respond, the last keys are used.
 */
function issuerKeys(url: string) {
  let latest: { set: KeySet; fetchedAt: number } | undefined;
  let failure: unknown;
  let requestedAt = -Infinity;
  let pendingFetch: Promise<void> | undefined;

  async function fetchKeys(): Promise<KeySet> {
    const response = await boundedFetch(url, { redirect: 'manual' }, VERIFIER_LIMITS);
    if (response.status !== 200) throw new Error(`${url} responded with status ${response.status}`);
    return keySet(createLocalJWKSet((await response.json()) as JSONWebKeySet)); // throws if it is not a key set
  }

  const age = (): number => performance.now() - (latest?.fetchedAt ?? -Infinity);

  /** Resolves after a request to the issuer, whether it succeeds or fails; at once if the last request was recent. */
  async function refreshKeys(): Promise<void> {
    if (!pendingFetch && performance.now() - requestedAt < MIN_INTERVAL_MS) return;
    pendingFetch ??= fetchKeys()
      .then(
        (set) => {
          latest = { set, fetchedAt: performance.now() };
          failure = undefined;
        },
        (error: unknown) => void (failure = error),
      )
      .finally(() => {
        requestedAt = performance.now();
        pendingFetch = undefined;
      });
    await pendingFetch;
  }

  /** Returns the known keys; if there are none, they are fetched. @throws KeysUnavailableError */
  async function current(): Promise<KeySet> {
    if (age() > MAX_OUTAGE_MS) await refreshKeys();
    else if (age() > FRESH_MS) void refreshKeys();
    if (latest && age() <= MAX_OUTAGE_MS) return latest.set;
    throw new KeysUnavailableError(`The keys of the issuer cannot be fetched from ${url}`, {
      cause: failure,
    });
  }

  return {
    current,
    /** Returns the known keys, if it is not yet time to fetch them again. */
    fresh: (): KeySet | undefined => (age() <= FRESH_MS ? latest?.set : undefined),
    /** Returns the keys that have changed since; undefined if they are the same. */
    async newer(): Promise<KeySet | undefined> {
      const previous = latest;
      await refreshKeys();
      return latest === previous ? undefined : latest?.set;
    },
    /** @throws KeysUnavailableError if no keys are known and they cannot be fetched now */
    async ready() {
      await current();
    },
    /** Returns the last failure; undefined after a successful request. */
    outage: (): unknown => failure,
  };
}
