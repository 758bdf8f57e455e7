import {
  limitToDay,
  parseDelayMs,
  parseDurationMs,
  retryAfterHeader,
  unitMs,
} from '../../utils/retry-after.js';
import { valuesIn } from '../dotted-path.js';
import { messagesOrBody, parseBody } from './api-words.js';

/** Statuses that always mean a rate limit. */
const LIMIT_STATUSES: ReadonlySet<number> = new Set([
  420, // X API v1, "Enhance Your Calm"
  429, // RFC 6585 section 4
]);

/** Statuses that some APIs send in place of 429; with 200, the error is in the body. */
const AMBIGUOUS_STATUSES: ReadonlySet<number> = new Set([
  200, // Slack, Google Maps, GraphQL
  400, // AWS, Meta
  403, // GitHub, Google, Salesforce
]);

/**
 * Sentences about an exceeded limit. A limit that is only mentioned, such as a field or a
 * permission, does not match.
 */
const LIMIT_SENTENCES = [
  /\b(?:rate|request|usage) ?limits?\b[^.;]{0,60}\b(?:exceeded|reached)/i,
  /\b(?:exceeded|reached|hit|triggered)\b[^.;]{0,60}\b(?:rate|request|usage) ?limit/i,
  /\brate ?(?:limited|exceeded)\b/i,
  /\btoo many requests\b|\bthrottled\b|\bbudget exhausted\b/i, // such as that of complexity
];

/** Codes without separators between words. A full storage, such as `storageQuotaExceeded` of Google, does not match. */
const LIMIT_CODES = [
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

/** Returns whether error texts, or a code among them, report too many requests. */
export const isRateLimit = (words: string): boolean =>
  words.split('; ').some((text) => isLimitCode(text) || isLimitSentence(text));

function isLimitSentence(text: string): boolean {
  // Splits codes such as `userRateLimitExceeded` and `rate_limit_exceeded` into words.
  const spaced = text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ');
  return LIMIT_SENTENCES.some((pattern) => pattern.test(spaced));
}

const MAX_CODE_LENGTH = 100;

/**
 * Returns whether a text is a code such as `com.amazonaws.dynamodb#ThrottlingException` or
 * `policies.ratelimit.QuotaViolation`.
 */
function isLimitCode(text: string): boolean {
  if (text.length > MAX_CODE_LENGTH || /\s/.test(text)) return false;
  const code = text.replace(/^.*[#.]/, '').replace(/:.*|[_-]/g, '');
  return LIMIT_CODES.some((pattern) => pattern.test(code.toLowerCase()));
}

/** Returns whether a response reports too many requests, and the milliseconds until the next attempt. */
export function rateLimitOf(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
): { isReached: boolean; retryAfterMs: number | undefined } {
  const isReached =
    LIMIT_STATUSES.has(status) ||
    (status === 403 && (isUsedUp(headers) || retryAfterHeader(headers) !== undefined)) ||
    (AMBIGUOUS_STATUSES.has(status) && reportsLimit(headers, body));
  return { isReached, retryAfterMs: retryAfter(headers, isReached) ?? waitIn(body) };
}

function reportsLimit(headers: Headers, body: string): boolean {
  if (isRateLimit(messagesOrBody(body, headers.get('content-type') ?? '').join('; '))) return true;
  if (isLimitCode(headers.get('x-amzn-errortype') ?? '')) return true; // AWS, JSON protocols
  const values = [...valuesIn(parseBody(body))];
  return values.some((value) => typeof value === 'string' && isLimitCode(value));
}

/**
 * Members such as `retry_after`, `retryDelay` (google.rpc.RetryInfo) and `retry_in_seconds`;
 * numbers without a unit are seconds.
 */
const WAIT_FIELD =
  /"retry_?(?:after|in|delay)_?(ms|milliseconds?|s|seconds?)?"\s*:\s*"?(\d+(?:\.\d+)?)(m?s)?"?\s*[,}]/i;
/** Phrases such as "Try again in 6m0s" and "Expected available in 30 seconds". */
const WAIT_WORDS =
  /\b(?:again|retry|available|reset)\s(?:in|after)\s((?:\d+(?:\.\d+)?\s?(?:m?s|m|h|(?:milli)?sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?)\b\s?|\d+[hm](?=\d)){1,3})/i;

/** Returns the milliseconds until the next attempt, as a body states them; used if no header does. */
export function waitIn(body: string): number | undefined {
  const [field, unit, value, valueUnit] = WAIT_FIELD.exec(body) ?? [];
  if (field !== undefined)
    return limitToDay(Math.round(Number(value) * unitMs(valueUnit ?? unit ?? 's')));
  const [, words] = WAIT_WORDS.exec(body) ?? [];
  return words === undefined ? undefined : limitToDay(parseDurationMs(words));
}

/**
 * Returns the milliseconds until the next attempt, at most a day: as the API states them, or until the
 * reset of a used-up limit. A time that is not in the future is ignored, because an immediate
 * repetition would fail again.
 * @param isReached whether a limit is used up; then limits without a remaining number count, too
 */
export function retryAfter(headers: Headers, isReached = false): number | undefined {
  const resets = limitsIn(headers)
    .filter(({ remaining = isReached ? 0 : 1 }) => remaining <= 0)
    .flatMap(({ resetMs }) => (resetMs === undefined ? [] : [resetMs]));
  return retryAfterHeader(headers) ?? (resets.length > 0 ? Math.max(...resets) : undefined);
}

interface HeaderLimit {
  remaining?: number;
  resetMs?: number | undefined;
}

/**
 * Headers `X-RateLimit-Remaining` and `X-RateLimit-Reset` (GitHub), `X-Rate-Limit-…` (Okta, X API),
 * `RateLimit-…` (IETF draft until version 7, Twitch), `X-RateLimit-Reset-After` (Discord),
 * `X-RateLimit-Remaining-Requests` (OpenAI), `Anthropic-RateLimit-Requests-Remaining`,
 * `X-RateLimit-Remaining-Minute` (Kong).
 */
const LIMIT_HEADER =
  /^((?:.*-)?rate-?limit-(?:.*-)?)(remaining|reset)(?:-(?:after|at|(ms)))?(-[a-z-]+)?$/;

/**
 * Values such as `RateLimit: "default";r=0;t=30` (IETF draft), `limit=9, remaining=0, reset=30`
 * (its version 7), and those of Zendesk.
 */
const LIMIT_FIELDS = /(?:^|[;,\s])(r|t|remaining|resets?)\s*=\s*(\d+)/g;

function limitsIn(headers: Headers): HeaderLimit[] {
  const limits = new Map<string, HeaderLimit>();
  const add = (name: string, limit: HeaderLimit) =>
    limits.set(name, { ...limits.get(name), ...limit });
  for (const [name, value] of headers) {
    const [, prefix, kind, isMs, suffix = ''] = LIMIT_HEADER.exec(name) ?? [];
    if (prefix !== undefined) {
      const resetMs =
        kind === 'reset' ? parseDelayMs(value, isMs === undefined ? 1000 : 1) : undefined;
      add(
        prefix + suffix,
        kind === 'reset' ? { resetMs } : { remaining: Number.parseFloat(value) },
      );
    } else if (/(?:^|-)rate-?limit/.test(name)) {
      const items = /;\s*[rt]\s*=/.test(value) ? value.split(',') : [value];
      for (const [index, item] of items.entries())
        for (const [, field = '', count] of item.matchAll(LIMIT_FIELDS))
          add(
            `${name} ${index}`,
            field === 'r' || field === 'remaining'
              ? { remaining: Number(count) }
              : { resetMs: limitToDay(Number(count) * 1000) },
          );
    }
  }
  return [...limits.values()];
}

const isUsedUp = (headers: Headers): boolean =>
  limitsIn(headers).some(({ remaining = 1 }) => remaining <= 0);
