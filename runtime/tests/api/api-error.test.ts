import { expect, it } from 'vitest';
import { ApiError } from '../../src/api/api-error.js';

it.each<[number, Record<string, string>, string]>([
  [400, {}, 'The API rejected the arguments. Change them: the same call fails again. (HTTP 400)'],
  [
    404,
    {},
    'The API did not find it. Check the identifiers: the same call fails again. (HTTP 404)',
  ],
  [405, {}, 'The API rejected the request. The same call fails again. (HTTP 405)'],
  [409, {}, 'The API reports a conflict with its current data. Read it again first. (HTTP 409)'],
  [
    429,
    { 'retry-after': '7' },
    'The rate limit of the API is reached. Try again in 7 s. (HTTP 429)',
  ],
  [
    403,
    { 'x-ratelimit-remaining': '0' },
    'The rate limit of the API is reached. Try again later. (HTTP 403)',
  ],
  [
    429,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' },
    'The rate limit of the API is reached. Try again in 30 s. (HTTP 429)',
  ],
  [
    429,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' }, // the year 2100
    'The rate limit of the API is reached. Try again in 86400 s. (HTTP 429)',
  ],
  ...['x-rate-limit', 'ratelimit', 'x-contentful-ratelimit-second'].map(
    (limit): [number, Record<string, string>, string] => [
      429,
      { [`${limit}-remaining`]: '0', [`${limit}-reset`]: '30' },
      'The rate limit of the API is reached. Try again in 30 s. (HTTP 429)',
    ],
  ),
  [503, {}, 'The API failed. Try again later. (HTTP 503)'],
  [302, {}, 'The API sent a redirect that is not followed. The same call fails again. (HTTP 302)'],
  [
    302,
    { location: 'https://files.example.com/a.zip?signature=x' },
    'The API sent a redirect to "https://files.example.com" that is not followed. The same call fails again. Only downloads ("download: true") follow redirects to other public hosts. (HTTP 302)',
  ],
  [
    302,
    { location: 'file:///etc/passwd' },
    'The API sent a redirect that is not followed. The same call fails again. (HTTP 302)',
  ],
  [304, {}, 'The API sent an unexpected response. (HTTP 304)'],
])('HTTP %d with %j says what to do', (status, headers, message) => {
  const error = ApiError.fromResponse({ status, headers: new Headers(headers) }, '');
  expect(error.message).toBe(message);
});

it('quotes the API, without the secrets of the request', () => {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  const body = JSON.stringify({ detail: 'Key "abcd" may not\u0000 write.' });
  const error = ApiError.fromResponse({ status: 403, headers }, body, ['abcd']);
  expect(error.detail).toBe("Key '[removed]' may not write.");
  expect(error.message).toBe(
    'The credentials do not allow this. The same call fails again. (HTTP 403) The API says: "Key \'[removed]\' may not write."',
  );
  expect(error.withMessage('Other.').detail).toBe(error.detail);
});

it.each([400, 403])('reads status %d as a rate limit where the API says so', (status) => {
  const headers = new Headers({ 'content-type': 'application/json', 'retry-after': '60' });
  const body = JSON.stringify({ message: 'You have exceeded a secondary rate limit.' });
  const error = ApiError.fromResponse({ status, headers }, body);
  expect([error.failure, error.message]).toEqual([
    'busy',
    `The rate limit of the API is reached. Try again in 60 s. (HTTP ${status}) The API says: "You have exceeded a secondary rate limit."`,
  ]);
});

it('says when to try again where only the body says it', () => {
  const headers = new Headers({ 'content-type': 'application/json' });
  const body = JSON.stringify({ message: 'Slow down.', retry_after: 64.57 });
  const error = ApiError.fromResponse({ status: 429, headers }, body);
  expect([error.retryAfterMs, error.message]).toEqual([
    64_570,
    'The rate limit of the API is reached. Try again in 65 s. (HTTP 429) The API says: "Slow down."',
  ]);
});
