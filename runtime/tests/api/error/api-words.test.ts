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
  [
    'GitHub, with a code only',
    { message: 'Validation Failed', errors: [{ field: 'title', code: 'missing_field' }] },
    ['Validation Failed', 'title: missing_field'],
  ],
  [
    'Zendesk',
    {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { requester: [{ description: 'Name: is too short', error: 'InvalidValue' }] },
    },
    ['Record validation errors', 'requester: Name: is too short'],
  ],
  [
    'Discord',
    {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { embeds: { 0: { title: { _errors: [{ code: 'A', message: 'is required' }] } } } },
    },
    ['Invalid Form Body', 'embeds: 0: title: is required'],
  ],
  [
    'Jira',
    { errorMessages: [], errors: { summary: 'You must specify a summary.' } },
    ['summary: You must specify a summary.'],
  ],
  [
    'Google, with the fields',
    {
      error: {
        message: 'Invalid argument.',
        details: [
          { '@type': 'a/b.BadRequest', fieldViolations: [{ field: 'x', description: 'y' }] },
        ],
      },
    },
    ['Invalid argument.', 'x: y'],
  ],
  [
    'Telegram',
    { ok: false, description: 'Bad Request: chat not found' },
    ['Bad Request: chat not found'],
  ],
  [
    'GitLab',
    { message: { title: ["can't be blank"], base: ['Too many', 'Too old'] } },
    ["title: can't be blank", 'base: Too many', 'base: Too old'],
  ],
  [
    'Dropbox',
    { error_summary: 'path/not_found/..', error: { '.tag': 'path', path: { '.tag': 'a' } } },
    ['path/not_found/..', '.tag: path', 'path: .tag: a'],
  ],
  [
    'Xero',
    {
      Message: 'A validation exception occurred',
      Elements: [{ Name: 'x', ValidationErrors: [{ Message: 'The name is taken' }] }],
    },
    ['A validation exception occurred', 'The name is taken'],
  ],
  [
    'Okta',
    { errorCode: 'E0000001', errorSummary: 'Invalid: login', errorCauses: [{ errorSummary: 'x' }] },
    ['Invalid: login', 'x'],
  ],
  [
    'QuickBooks',
    {
      Fault: { Error: [{ Message: 'Stale', Detail: 'd', code: '5010', element: 'Id' }] },
      time: 'x',
    },
    ['Id: d'],
  ],
  ['MediaWiki', { error: { code: 'badtoken', info: 'Invalid token.' } }, ['Invalid token.']],
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
  [
    'XML',
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    'application/xml',
    ['Access Denied'],
  ],
  [
    'SOAP',
    '<s:Fault><faultcode>a</faultcode><faultstring xml:lang="en">No such id</faultstring></s:Fault>',
    'text/xml; charset=utf-8',
    ['No such id'],
  ],
  ['HTML', '<h1>Bad gateway</h1>', 'text/html', []],
  ['a page of text', 'a'.repeat(1001), 'text/plain', []],
  ['a large body', JSON.stringify({ message: 'a'.repeat(100_001) }), 'application/json', []],
  ['deep nesting', `${'{"error":'.repeat(9)}"a"${'}'.repeat(9)}`, 'application/json', []],
  ['nothing', '', '', []],
])('reads %s', (_, body, type, words) => {
  expect(apiWords(body, type)).toEqual(words);
});
