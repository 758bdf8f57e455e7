/** Some APIs say with status 403, or with the status of success, that there were too many requests. */
export const isRateLimit = (words: string): boolean =>
  /\brate.?limit|\btoo many requests|\bthrottled\b/i.test(words);

const LONGEST_RETRY_AFTER_MS = 86_400_000;
/** Larger numbers are a time in seconds since 1970, not a duration. */
const LONGEST_SECONDS = 1_000_000_000;

/**
 * When to try again, in milliseconds from now, a day at most: `Retry-After` as seconds or as a date (RFC 9110 section
 * 10.2.3), or the time at which a used-up limit is reset.
 */
export function retryAfter(headers: Headers): number | undefined {
  const ms = waitOf(headers.get('retry-after')) ?? (isUsedUp(headers) ? resetOf(headers) : NaN);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS);
}

export const isUsedUp = (headers: Headers): boolean => headers.get('x-ratelimit-remaining') === '0';

const resetOf = (headers: Headers) => waitOf(headers.get('x-ratelimit-reset')) ?? NaN;

function waitOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (!/^\d+(\.\d+)?$/.test(value)) return Date.parse(value) - Date.now();
  const ms = Number(value) * 1000; // some APIs send fractions
  return Number(value) < LONGEST_SECONDS ? ms : ms - Date.now();
}
