import { valuesIn } from '../dotted-path.js';
import { parsedBody, wordsOrBody } from './api-words.js';

/** Statuses of nothing else. */
const STATUSES: ReadonlySet<number> = new Set([
  420, // X API v1, "Enhance Your Calm"
  429, // RFC 6585 section 4
]);

/** Statuses that APIs have in place of 429; with success, the error is in the body. */
const IN_PLACE: ReadonlySet<number> = new Set([
  200, // Slack, Google Maps, GraphQL
  400, // AWS, Meta
  403, // GitHub, Google, Salesforce
]);

/** A limit that is exceeded, not one that is only named, such as a field or a permission. */
const SENTENCES = [
  /\b(?:rate|request|usage) ?limits?\b[^.;]{0,60}\b(?:exceeded|reached)/i,
  /\b(?:exceeded|reached|hit|triggered)\b[^.;]{0,60}\b(?:rate|request|usage) ?limit/i,
  /\brate ?(?:limited|exceeded)\b/i,
  /\btoo many requests\b|\bthrottled\b|\bbudget exhausted\b/i, // such as that of complexity
];

/** Codes, without what separates their words. A full storage, such as `storageQuotaExceeded` of Google, is none of them. */
const CODES = [
  /ratelimit(?:ed|(?:is)?(?:exceeded|reached))(?:error|exception)?$/, // Google, GitHub, Slack, Notion, Stripe
  /^ratelimit(?:error|exception)$/, // Anthropic
  /^(?:daily|hourly|monthly|user|project|api)*(?:limit|quota)exceeded$/, // Google: quotaExceeded, dailyLimitExceeded
  /^(?:concurrent|daily|total|api)*requests?limitexceeded(?:exception)?$/, // Salesforce, Amazon EC2
  /^over(?:query|daily)limit$/, // Google Maps
  /^toomanyrequests(?:error|exception)?$/, // AWS Lambda, Microsoft Graph
  /^(?:request)?throttl(?:ed|ing)(?:error|exception)?$/, // AWS, Shopify
  /^provisionedthroughputexceeded(?:exception)?$/, // DynamoDB
  /^(?:bandwidth|activity)limit(?:exceeded|reached)$/, // Amazon S3, Microsoft Graph
  /^slowdown$/, // Amazon S3
  /^resourceexhausted$/, // google.rpc.Code
  /(?:quotaviolation|spikearrestviolation)$/, // Apigee
];

/** Whether words, or a code among them, say that there were too many requests. */
export const isRateLimit = (words: string): boolean =>
  words.split('; ').some((text) => isLimitCode(text) || isLimitSentence(text));

function isLimitSentence(text: string): boolean {
  // `userRateLimitExceeded`, `rate_limit_exceeded`
  const spaced = text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ');
  return SENTENCES.some((pattern) => pattern.test(spaced));
}

/** Such as `com.amazonaws.dynamodb#ThrottlingException`, `policies.ratelimit.QuotaViolation`. */
function isLimitCode(text: string): boolean {
  if (text.length > LONGEST_CODE || /\s/.test(text)) return false;
  const code = text.replace(/^.*[#.]/, '').replace(/:.*|[_-]/g, '');
  return CODES.some((pattern) => pattern.test(code.toLowerCase()));
}

const LONGEST_CODE = 100;

/** Whether a response says that there were too many requests, and when to try again, in milliseconds from now. */
export function limitOf(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
): { isReached: boolean; retryAfterMs: number | undefined } {
  const isReached =
    STATUSES.has(status) ||
    (status === 403 && (isUsedUp(headers) || waitOf(headers) !== undefined)) ||
    (IN_PLACE.has(status) && saysLimit(headers, body));
  return { isReached, retryAfterMs: retryAfter(headers, isReached) ?? statedWait(body) };
}

function saysLimit(headers: Headers, body: string): boolean {
  if (isRateLimit(wordsOrBody(body, headers.get('content-type') ?? '').join('; '))) return true;
  if (isLimitCode(headers.get('x-amzn-errortype') ?? '')) return true; // AWS, JSON protocols
  const values = [...valuesIn(parsedBody(body))];
  return values.some((value) => typeof value === 'string' && isLimitCode(value));
}

/** `retry_after`, `retryDelay` (google.rpc.RetryInfo), `retry_in_seconds`; of a number, in seconds. */
const WAIT_FIELD =
  /"retry_?(?:after|in|delay)_?(ms|milliseconds?|s|seconds?)?"\s*:\s*"?(\d+(?:\.\d+)?)(m?s)?"?\s*[,}]/i;
/** Such as "Try again in 6m0s", "Expected available in 30 seconds". */
const WAIT_WORDS =
  /\b(?:again|retry|available|reset)\s(?:in|after)\s((?:\d+(?:\.\d+)?\s?(?:m?s|m|h|(?:milli)?sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?)\b\s?|\d+[hm](?=\d)){1,3})/i;
const DURATION = /(\d+(?:\.\d+)?)\s?([a-z]+)/gi;

/** When to try again, in milliseconds from now, as a body says it where no header does. */
export function statedWait(body: string): number | undefined {
  const [field, unit, value, own] = WAIT_FIELD.exec(body) ?? [];
  if (field !== undefined) return atMostADay(Math.round(Number(value) * msOf(own ?? unit ?? 's')));
  const [, words] = WAIT_WORDS.exec(body) ?? [];
  return words === undefined ? undefined : atMostADay(durationOf(words));
}

const durationOf = (text: string): number =>
  [...text.matchAll(DURATION)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * msOf(unit),
    0,
  );

/** The unit by the beginning of its name. */
const UNITS: readonly (readonly [name: RegExp, ms: number])[] = [
  [/^m(?:s|illi)/i, 1],
  [/^m/i, 60_000],
  [/^h/i, 3_600_000],
  [/^d/i, 86_400_000],
];

const msOf = (unit: string): number => UNITS.find(([name]) => name.test(unit))?.[1] ?? 1000;

const LONGEST_RETRY_AFTER_MS = 86_400_000;
/** Larger numbers are a time since 1970, not a duration: in seconds, or in milliseconds where they are larger than these. */
const LONGEST_SECONDS = 1_000_000_000;
const LATEST_SECONDS = 100_000_000_000;

const atMostADay = (ms: number) => (ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : undefined);

/**
 * When to try again, in milliseconds from now, a day at most: as the API says it, or the time at which a used-up limit is
 * reset. Without a pause, which would repeat the failure, headers state nothing.
 * @param isReached a limit is used up: also by a limit that does not say how much of it is left
 */
export function retryAfter(headers: Headers, isReached = false): number | undefined {
  const resets = limitsIn(headers)
    .filter(({ remaining = isReached ? 0 : 1 }) => remaining <= 0)
    .flatMap(({ resetMs }) => (resetMs === undefined ? [] : [resetMs]));
  return waitOf(headers) ?? (resets.length > 0 ? Math.max(...resets) : undefined);
}

/**
 * `Retry-After` (RFC 9110 section 10.2.3); `retry-after-ms` of OpenAI and Azure, `x-ms-retry-after-ms` of Azure Cosmos DB;
 * `X-RateLimit-Retry-After`, `X-Rate-Limit-Retry-After-Seconds`.
 */
const WAIT = /^(?:x-)?(?:ms-)?(?:rate-?limit-)?retry-after(?:-(?:seconds|(ms|milliseconds)))?$/;

/** The shortest unit is the most exact. */
function waitOf(headers: Headers): number | undefined {
  const waits = [...headers].flatMap(([name, value]) => {
    const [wait, isMs] = WAIT.exec(name) ?? [];
    const ms = wait === undefined ? undefined : timeOf(value, isMs === undefined ? 1000 : 1);
    return ms === undefined ? [] : [{ ms, isMs: isMs !== undefined }];
  });
  return (waits.find(({ isMs }) => isMs) ?? waits[0])?.ms;
}

/** A limit that headers describe. */
interface Limit {
  remaining?: number;
  resetMs?: number | undefined;
}

/**
 * `X-RateLimit-Remaining` and `X-RateLimit-Reset` (GitHub), `X-Rate-Limit-…` (Okta, X API), `RateLimit-…` (draft of the IETF
 * until version 7, Twitch), `X-RateLimit-Reset-After` (Discord), `X-RateLimit-Remaining-Requests` (OpenAI),
 * `Anthropic-RateLimit-Requests-Remaining`, `X-RateLimit-Remaining-Minute` (Kong).
 */
const LIMIT = /^((?:.*-)?rate-?limit-(?:.*-)?)(remaining|reset)(?:-(?:after|at|(ms)))?(-[a-z-]+)?$/;

/** `RateLimit: "default";r=0;t=30` (draft of the IETF), `limit=9, remaining=0, reset=30` (its version 7), Zendesk. */
const FIELDS = /(?:^|[;,\s])(r|t|remaining|resets?)\s*=\s*(\d+)/g;

function limitsIn(headers: Headers): Limit[] {
  const limits = new Map<string, Limit>();
  const add = (name: string, limit: Limit) => limits.set(name, { ...limits.get(name), ...limit });
  for (const [name, value] of headers) {
    const [, before, kind, isMs, after = ''] = LIMIT.exec(name) ?? [];
    if (before !== undefined) {
      const resetMs = kind === 'reset' ? timeOf(value, isMs === undefined ? 1000 : 1) : undefined;
      add(before + after, kind === 'reset' ? { resetMs } : { remaining: Number.parseFloat(value) });
    } else if (/(?:^|-)rate-?limit/.test(name)) {
      const items = /;\s*[rt]\s*=/.test(value) ? value.split(',') : [value];
      for (const [index, item] of items.entries())
        for (const [, field = '', count] of item.matchAll(FIELDS))
          add(
            `${name} ${index}`,
            field === 'r' || field === 'remaining'
              ? { remaining: Number(count) }
              : { resetMs: atMostADay(Number(count) * 1000) },
          );
    }
  }
  return [...limits.values()];
}

const isUsedUp = (headers: Headers): boolean =>
  limitsIn(headers).some(({ remaining = 1 }) => remaining <= 0);

/** Two headers of one name are joined by a comma, which dates have, too. */
const SEPARATOR = /,\s*(?=[A-Z][a-z]{2},|[\d.]+\s*(?:,|$))/;

/** A number, a duration such as `6m0s`, or a date, in milliseconds from now: the longest one. */
function timeOf(value: string, unit: number): number | undefined {
  const times = value.split(SEPARATOR).map((each) => {
    const text = each.trim();
    if (/^(?:\d+(?:\.\d+)?\s?[a-z]+\s?)+$/i.test(text)) return durationOf(text);
    if (!/^\d+(?:\.\d+)?$/.test(text)) return Date.parse(text) - Date.now();
    const number = Number(text); // some APIs send fractions
    if (unit === 1 && number < LATEST_SECONDS) return number;
    const ms = number < LATEST_SECONDS ? number * 1000 : number;
    return number < LONGEST_SECONDS ? ms : ms - Date.now();
  });
  const ms = Math.max(...times.filter((each) => !Number.isNaN(each)));
  return atMostADay(ms);
}
