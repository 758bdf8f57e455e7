/** HTTP statuses of temporary failures, whatever else the response states. */
export const TEMPORARY_STATUSES: ReadonlySet<number> = new Set([
  ...[408, 425, 429, 500, 502, 503, 504], // RFC 9110 section 15, RFC 8470, RFC 6585
  ...[520, 521, 522, 523, 524, 529], // Cloudflare, "Cloudflare 5xx errors"; Anthropic, "overloaded_error"
]);
