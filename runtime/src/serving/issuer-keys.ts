import type { JSONWebKeySet } from 'jose';
import { createLocalJWKSet, createRemoteJWKSet, customFetch } from 'jose';
import { boundedFetch } from '../http/bounded-fetch.js';
import { AUTH_LIMITS } from '../http/limits.js';

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
