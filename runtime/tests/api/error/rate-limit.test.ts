import { expect, it, onTestFinished, vi } from 'vitest';
import { isRateLimit, rateLimitOf, retryAfter, waitIn } from '../../../src/api/error/rate-limit.js';
import { casesIn } from '../../cases.js';

const NOW = 1_790_000_000_000;

it.each([
  'API rate limit exceeded for user ID 7.',
  'You have exceeded a secondary rate limit. Please wait a few minutes.',
  'User Rate Limit Exceeded',
  'userRateLimitExceeded',
  'Application request limit reached',
  'Rate exceeded',
  'Too many requests',
  'Request was throttled. Expected available in 30 seconds.',
  'Throttled',
  'Complexity budget exhausted, query cost 30001 reset in 20 seconds',
  'ratelimited',
  'rate_limited',
])('takes "%s" for a rate limit', (words) => {
  expect(isRateLimit(words)).toBe(true);
});

it.each([
  'Field "rateLimit" doesn\'t exist on type "Query"',
  'rate_limit: must be a positive integer',
  'You may not change the rate limit of this key.',
  'Missing scope: rate_limits:write',
  'The limit is reached: 5 rooms.',
  'Your corporate limit was exceeded',
  'Separate limits are reached',
])('does not take "%s" for one', (words) => {
  expect(isRateLimit(words)).toBe(false);
});

it.each<[string, unknown, number | undefined]>([
  ['Discord', { message: 'You are being rate limited.', retry_after: 64.57 }, 64_570],
  ['Telegram', { ok: false, error_code: 429, parameters: { retry_after: 35 } }, 35_000],
  ['monday.com', { errors: [{ extensions: { retry_in_seconds: 15 } }] }, 15_000],
  ['Google (RetryInfo)', { error: { details: [{ retryDelay: '3.5s' }] } }, 3_500],
  ['milliseconds', { retryAfterMs: 250 }, 250],
  ['OpenAI', { error: { message: 'Please try again in 6m0s. Visit us.' } }, 360_000],
  ['OpenAI, short', { error: { message: 'Please try again in 20ms.' } }, 20],
  ['Azure OpenAI', { error: { message: 'Please retry after 7 seconds.' } }, 7_000],
  ['Django', { detail: 'Request was throttled. Expected available in 30 seconds.' }, 30_000],
  ['parts without an end', { message: `Try again in ${'1m'.repeat(9)}1s` }, 180_000],
  ['more than a day', { retry_after: 1e6 }, 86_400_000],
  ['a date', { retry_after: '2026-01-01T00:00:00Z' }, undefined],
  ['a quotation', { message: 'Unknown field "retry_after": 5' }, undefined],
  ['no wait', { message: 'Try again later.' }, undefined],
])('reads the wait of %s in the body', (_, body, ms) => {
  expect(waitIn(JSON.stringify(body))).toBe(ms);
});

it.each<[string, Record<string, string>, number | undefined]>([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['a date', { 'retry-after': new Date(NOW + 30_000).toUTCString() }, 30_000],
  ['milliseconds of OpenAI', { 'retry-after-ms': '250', 'retry-after': '1' }, 250],
  [
    'GitHub',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) },
    30_000,
  ],
  [
    'milliseconds since 1970',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30_000) },
    30_000,
  ],
  ['seconds until then', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '12' }, 12_000],
  [
    'Discord',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1470173023.123', 'retry-after': '1.5' },
    1_500,
  ],
  [
    'a date in ISO 8601',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(NOW + 30_000).toISOString() },
    30_000,
  ],
  [
    'a limit that is not used up',
    { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '12' },
    undefined,
  ],
  ['no pause', { 'retry-after': '0', 'retry-after-ms': '0' }, undefined],
])('reads the wait of %s in the headers', (_, headers, ms) => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  onTestFinished(() => void vi.useRealTimers());
  expect(retryAfter(new Headers(headers))).toBe(ms);
});

interface Row {
  source: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  type?: string;
  text?: string;
  limit: boolean;
  /** In seconds. */
  wait?: number;
}

it.each(casesIn<Row>(import.meta.dirname, 'limits.yaml'))(
  'the rate limit and the wait of a response: %s',
  (_, row) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const {
      status,
      type = 'application/json',
      body,
      text = JSON.stringify(body ?? null),
      wait,
    } = row;
    const headers = new Headers({ 'content-type': type, ...row.headers });
    expect(rateLimitOf({ status, headers }, text)).toEqual({
      isReached: row.limit,
      retryAfterMs: wait === undefined ? undefined : wait * 1000,
    });
  },
);
