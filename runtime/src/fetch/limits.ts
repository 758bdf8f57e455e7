/** Limits of one outbound request, from sending it to the last byte of its response. */
export interface Limits {
  timeoutMs: number;
  maxBytes: number;
}

/** Limits of requests to an API, unless its client sets others. */
export const API_LIMITS: Limits = { timeoutMs: 10_000, maxBytes: 5_000_000 };

/** Limits of requests to authorization servers: metadata, keys, tokens, revocation. */
export const AUTH_LIMITS: Limits = { timeoutMs: 10_000, maxBytes: 1_000_000 };

/**
 * Limits of requests for which a caller waits during verification: two requests for metadata fit
 * into one verification (10 s), so that cached data can replace a server that does not respond.
 */
export const VERIFIER_LIMITS: Limits = { ...AUTH_LIMITS, timeoutMs: 4_000 };
