import { expect, it } from 'vitest';
import { apiWords } from '../../../src/api/error/api-words.js';

it.each<[string, unknown, string[]]>([
  [
    'problem details (RFC 9457)',
    { type: 'https://a.dev/p', title: 'Out of credit', detail: 'Your balance is 30.', status: 403 },
    ['Your balance is 30.'],
  ],
  ['a problem with a title only', { type: 'about:blank', title: 'Conflict' }, ['Conflict']],
  [
    'problems of several fields',
    { title: 'Invalid', 'invalid-params': [{ name: 'age', reason: 'must be positive' }] },
    ['Invalid', 'age: must be positive'],
  ],
  [
    'Stripe',
    { error: { type: 'invalid_request_error', param: 'amount', message: 'Invalid integer: x' } },
    ['amount: Invalid integer: x'],
  ],
  [
    'GitHub',
    {
      message: 'Validation Failed',
      errors: [{ resource: 'Issue', field: 'title', code: 'missing', message: 'is required' }],
    },
    ['Validation Failed', 'title: is required'],
  ],
  [
    'Google',
    { error: { code: 400, message: 'Invalid filter', status: 'INVALID_ARGUMENT' } },
    ['Invalid filter'],
  ],
  [
    'OAuth (RFC 6749)',
    { error: 'invalid_scope', error_description: 'Unknown scope x.' },
    ['Unknown scope x.'],
  ],
  ['a code as error', { error: 'channel_not_found', ok: false }, ['channel_not_found']],
  [
    'JSON:API',
    { errors: [{ title: 'Invalid', detail: 'is too short', source: { pointer: '/data/name' } }] },
    ['/data/name: is too short'],
  ],
  ['GraphQL', { errors: [{ message: 'Not found', path: ['issue'] }] }, ['issue: Not found']],
  [
    'FastAPI',
    { detail: [{ loc: ['body', 'age'], msg: 'field required', type: 'missing' }] },
    ['body.age: field required'],
  ],
  [
    'Rails',
    { errors: { name: ['is too short', 'is taken'] } },
    ['name: is too short', 'name: is taken'],
  ],
  ['AWS', { Message: 'Rate exceeded', __type: 'Throttling' }, ['Rate exceeded']],
  ['a list of texts', ['a', 'b', 'c', 'd'], ['a', 'b', 'c']],
  ['the same twice', { errors: [{ message: 'a' }, { message: 'a' }] }, ['a']],
  ['no error', { ok: true, id: 7 }, []],
  ['null', null, []],
])('reads %s', (_, body, words) => {
  expect(apiWords(JSON.stringify(body), 'application/problem+json')).toEqual(words);
});

it.each<[string, string, string, string[]]>([
  ['a line of text', 'Unknown id', 'text/plain', ['Unknown id']],
  ['HTML', '<h1>Bad gateway</h1>', 'text/html', []],
  ['a page of text', 'a'.repeat(1001), 'text/plain', []],
  ['a large body', JSON.stringify({ message: 'a'.repeat(100_001) }), 'application/json', []],
  ['deep nesting', `${'{"error":'.repeat(9)}"a"${'}'.repeat(9)}`, 'application/json', []],
  ['nothing', '', '', []],
])('reads %s', (_, body, type, words) => {
  expect(apiWords(body, type)).toEqual(words);
});
