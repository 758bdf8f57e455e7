/** What one outbound request may take: from sending it to the last byte of its response. */
export interface Limits {
  timeoutMs: number;
  maxBytes: number;
}

/** Requests to the API, unless its client says otherwise. */
export const API_LIMITS: Limits = { timeoutMs: 10_000, maxBytes: 5_000_000 };

/** Requests to authorization servers: metadata, keys, tokens, revocation. */
export const AUTH_LIMITS: Limits = { timeoutMs: 10_000, maxBytes: 1_000_000 };

/**
 * Those that a caller waits for whose token is verified: two for metadata end within the time of one verification (10 s),
 * so that what is known answers in place of a server that is silent.
 */
export const VERIFIER_LIMITS: Limits = { ...AUTH_LIMITS, timeoutMs: 4_000 };
