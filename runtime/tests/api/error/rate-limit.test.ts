import { expect, it } from 'vitest';
import { isRateLimit } from '../../../src/api/error/rate-limit.js';

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
