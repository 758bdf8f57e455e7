import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { CLOCK_SKEW_S, TokenError } from './principal.js';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { AUTH_LIMITS } from '../fetch/limits.js';

/** Verifies with keys that the issuer publishes. */
export function published(issuer: string, jwksUrl: string) {
  const { keys, outage, ready } = issuerKeys(jwksUrl);
  return { verify: checked(issuer, keys, ['RS256', 'PS256', 'ES256', 'EdDSA'], outage), ready };
}

/** Verifies with a secret of the issuer and this server. */
export function shared(issuer: string, secret: string) {
  const key = new TextEncoder().encode(secret);
  return { verify: checked(issuer, key, ['HS256']) };
}

function checked(
  issuer: string,
  key: JWTVerifyGetKey | Uint8Array,
  algorithms: string[],
  outage?: () => unknown,
) {
  const options = { issuer, algorithms, requiredClaims: ['exp'], clockTolerance: CLOCK_SKEW_S };
  const getKey: JWTVerifyGetKey = typeof key === 'function' ? key : async () => key;
  return async (token: string) => {
    const { payload, protectedHeader } = await jwtVerify(token, getKey, options).catch(
      (error: unknown) => {
        throw explained(error, outage?.());
      },
    );
    if (!isAccessTokenType(protectedHeader.typ)) throw new TokenError('The token is not valid');
    return payload;
  };
}

/** RFC 9068, or no type of its own: a logout token or a DPoP proof of the same issuer is not an access token. */
const isAccessTokenType = (type = 'jwt'): boolean =>
  ['jwt', 'at+jwt'].includes(type.toLowerCase().replace(/^application\//, ''));

/** Keys that cannot be fetched are not the token's fault: a 401 would make clients discard good tokens. */
function explained(error: unknown, outage: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  const isKeyUnknown = error instanceof errors.JWKSNoMatchingKey;
  return isKeyUnknown && outage !== undefined
    ? new KeysUnavailableError('The key of the token may be new', { cause: outage })
    : new TokenError('The token is not valid', { cause: error });
}

/** How long keys verify tokens after the issuer was last reached. */
const LONGEST_OUTAGE_MS = 24 * 3_600_000;
/** After a request, the issuer is not asked again for this time. */
const PAUSE_MS = 5_000;

/** The issuer's keys cannot be fetched: whether a token is valid is unknown. */
export class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError';
}

/**
 * The keys that an issuer publishes. They are fetched again after 10 minutes and for an unknown key id, but at most every
 * 5 s; while the issuer is out of reach, the last ones are used.
 */
export function issuerKeys(url: string) {
  let last: { text: string; fetchedAt: number } | undefined;
  let failure: { error: unknown; at: number } | undefined;

  async function fetched(init: RequestInit): Promise<string> {
    const response = await boundedFetch(url, init, AUTH_LIMITS);
    if (response.status !== 200) throw new Error(`${url} responded with status ${response.status}`);
    const text = await response.text();
    createLocalJWKSet(JSON.parse(text) as JSONWebKeySet); // throws where it is not a key set
    return text;
  }

  const isUsable = () =>
    last !== undefined && performance.now() - last.fetchedAt < LONGEST_OUTAGE_MS;

  async function current(init: RequestInit): Promise<string> {
    const isPaused = failure !== undefined && performance.now() - failure.at < PAUSE_MS;
    if (!isPaused) {
      try {
        last = { text: await fetched(init), fetchedAt: performance.now() };
        failure = undefined;
      } catch (error) {
        failure = { error, at: performance.now() };
      }
    }
    if (last && isUsable()) return last.text;
    throw new KeysUnavailableError(`The keys of the issuer cannot be fetched from ${url}`, {
      cause: failure?.error,
    });
  }

  return {
    keys: createRemoteJWKSet(new URL(url), {
      cooldownDuration: PAUSE_MS,
      timeoutDuration: AUTH_LIMITS.timeoutMs,
      [customFetch]: async (_url, init) => new Response(await current(init), { status: 200 }),
    }),
    /** @throws where no keys are known, and they cannot be fetched now */
    async ready() {
      if (!isUsable()) await current({});
    },
    /** Undefined after a successful request. */
    outage: (): unknown => failure?.error,
  };
}
