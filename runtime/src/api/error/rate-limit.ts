/** A limit that is exceeded, not one that is only named, such as a field or a permission. */
const RATE_LIMIT = [
  /\b(?:rate|request|usage) ?limits?\b[^.;]{0,60}\b(?:exceeded|reached)/i,
  /\b(?:exceeded|reached|hit|triggered)\b[^.;]{0,60}\b(?:rate|request|usage) ?limit/i,
  /\brate ?(?:limited|exceeded)\b/i,
  /\btoo many requests\b|\bthrottled\b|\bbudget exhausted\b/i, // such as that of complexity
];

/** Some APIs say with status 400 or 403, or with the status of success, that there were too many requests. */
export function isRateLimit(words: string): boolean {
  // `userRateLimitExceeded`, `rate_limit_exceeded`
  const spaced = words.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ');
  return RATE_LIMIT.some((pattern) => pattern.test(spaced));
}

/** `retry_after`, `retryDelay` (google.rpc.RetryInfo), `retry_in_seconds`; of a number, in seconds. */
const WAIT_FIELD =
  /"retry_?(?:after|in|delay)_?(ms|milliseconds?|s|seconds?)?"\s*:\s*"?(\d+(?:\.\d+)?)(m?s)?"?\s*[,}]/i;
/** Such as "Try again in 6m0s", "Expected available in 30 seconds". */
const WAIT_WORDS =
  /\b(?:again|retry|available|reset)\s(?:in|after)\s((?:\d+(?:\.\d+)?\s?(?:m?s|m|(?:milli)?sec(?:ond)?s?|min(?:ute)?s?)\b|\d+m(?=\d)){1,3})/i;
const DURATION = /(\d+(?:\.\d+)?)\s?([a-z]+)/gi;

/** When to try again, in milliseconds from now, as a body says it where no header does. */
export function statedWait(body: string): number | undefined {
  const [field, unit, value, own] = WAIT_FIELD.exec(body) ?? [];
  if (field !== undefined) return atMostADay(Math.round(Number(value) * msOf(own ?? unit ?? 's')));
  const [, words] = WAIT_WORDS.exec(body) ?? [];
  if (words === undefined) return undefined;
  const parts = [...words.matchAll(DURATION)];
  return atMostADay(
    parts.reduce((sum, [, count, name = '']) => sum + Number(count) * msOf(name), 0),
  );
}

const msOf = (unit: string): number =>
  /^m(?:s|illi)/i.test(unit) ? 1 : /^m/i.test(unit) ? 60_000 : 1000;

const LONGEST_RETRY_AFTER_MS = 86_400_000;
/** Larger numbers are a time since 1970, not a duration: in seconds, or in milliseconds where they are larger than these. */
const LONGEST_SECONDS = 1_000_000_000;
const LATEST_SECONDS = 100_000_000_000;

/**
 * When to try again, in milliseconds from now, a day at most: `Retry-After` as seconds or as a date (RFC 9110 section
 * 10.2.3), or the time at which a used-up limit is reset. Without a pause, which would repeat the failure, they state nothing.
 */
export function retryAfter(headers: Headers): number | undefined {
  const ms = atMostADay(Number(headers.get('retry-after-ms'))); // of OpenAI and Azure
  const reset = headers.get(resetName(headers) ?? '-');
  return ms ?? waitOf(headers.get('retry-after')) ?? waitOf(reset);
}

const atMostADay = (ms: number) => (ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : undefined);

/** `X-RateLimit-Remaining`, `X-Rate-Limit-Remaining` (Okta), `RateLimit-Remaining` (Twitch). */
const REMAINING = /^((?:.*-)?rate-?limit(?:-[a-z]+)?-)remaining$/;

export const isUsedUp = (headers: Headers): boolean => resetName(headers) !== undefined;

/** The header with the time at which the limit that is used up is reset. */
function resetName(headers: Headers): string | undefined {
  for (const [name, value] of headers) {
    const [, limit] = REMAINING.exec(name) ?? [];
    if (limit !== undefined && value === '0') return `${limit}reset`;
  }
  return undefined;
}

function waitOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (!/^\d+(\.\d+)?$/.test(value)) return atMostADay(Date.parse(value) - Date.now());
  const number = Number(value); // some APIs send fractions
  const ms = number < LATEST_SECONDS ? number * 1000 : number;
  return atMostADay(number < LONGEST_SECONDS ? ms : ms - Date.now());
}
