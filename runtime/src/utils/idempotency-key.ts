/**
 * Names of headers and body members with an idempotency key: `Idempotency-Key` (IETF draft),
 * `X-Idempotency-Key` (Braintree), `Idempotence-Key` (YooKassa), `PayPal-Request-Id`,
 * `Repeatability-Request-ID` (OASIS Repeatable Requests, Azure), and in bodies `idempotency_key`
 * (Square).
 */
export const IDEMPOTENCY_KEY =
  /^(?:(?:x-)?idempoten(?:cy|ce)[-_]?key|paypal-request-id|repeatability-request-id)$/i;
