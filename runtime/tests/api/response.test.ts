import { expect, it } from 'vitest';
import { apiResponse } from '../../src/api/response.js';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

it.each<[string, string, string | Uint8Array<ArrayBuffer>, unknown]>([
  [
    'an id that a number cannot hold',
    'application/json',
    '{"id":9007199254740993}',
    { id: '9007199254740993' },
  ],
  ['a negative one', 'application/json', '[-12345678901234567890]', ['-12345678901234567890']],
  ['the largest safe integer', 'application/json', '[9007199254740991]', [9007199254740991]],
  [
    'digits in strings',
    'application/json',
    '{"a\\"1":"\\" 12345678901234567890"}',
    { 'a"1': '" 12345678901234567890' },
  ],
  [
    'long fractions, and a long integer with an exponent',
    'application/json',
    '[0.12345678901234567890, 12345678901234567890e1]',
    [0.12345678901234568, '12345678901234567890e1'],
  ],
  [
    'lines with long ids',
    'application/x-ndjson',
    '{"id":9007199254740993}\n',
    [{ id: '9007199254740993' }],
  ],
  ['a byte order mark', 'application/json', '\uFEFF{"a":1}', { a: 1 }],
  ['a guard against scripts', 'application/json', ')]}\'\n{"a":1}', { a: 1 }],
  ['nothing but a line end', 'application/json', '\r\n', undefined],
  [
    'a byte that is not UTF-8',
    'application/json',
    latin1('{"name":"Müller"}'),
    { name: 'M\uFFFDller' },
  ],
  ['an unknown charset', 'application/json; charset=klingon', '{"a":1}', { a: 1 }],
  [
    'another charset',
    'application/json; charset=latin1',
    latin1('{"name":"Müller"}'),
    { name: 'Müller' },
  ],
  ['text that is not', 'text/plain', latin1('ü'), latin1('ü')],
  ['a page in place of JSON', 'text/html', '<html></html>', '<html></html>'],
  ['half of JSON', 'application/json', '{"a":', '{"a":'],
])('%s', async (_, type, body, value) => {
  const response = new Response(body, { headers: { 'content-type': type } });
  expect((await apiResponse(response)).body).toEqual(value);
});

it.each<[string, string, string, unknown]>([
  ['JSON', 'application/json', '{"a":1}', { a: 1 }],
  ['JSON Lines', 'application/jsonl', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ['text', 'text/plain', 'a', 'a'],
  ['a file where JSON is the default', 'application/json', 'GIF89a', latin1('GIF89a')],
  ['a file', '*/*', '{"a":1}', latin1('{"a":1}')],
])('%s that is sent as a file of no type', async (_, accept, body, value) => {
  const response = new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
  expect((await apiResponse(response, accept)).body).toEqual(value);
});

it('a key "__proto__" is a key', async () => {
  const response = Response.json({ ['__proto__']: { admin: true } });
  const { body } = await apiResponse(response);
  expect((body as { admin?: true }).admin).toBeUndefined();
  expect(JSON.stringify(body)).toBe('{"__proto__":{"admin":true}}');
});

// Each would take minutes, or end in an error, if it were read in a naive way.
it.each([
  ['quotes that never end', `"${'\\"'.repeat(2_000_000)}1234567890123456`],
  ['a long string', `["${'\\"a'.repeat(1_000_000)}", 12345678901234567890]`],
  ['deep lists', nested(100_000)],
])('reads %s', async (_, json) => {
  const headers = { 'content-type': 'application/json' };
  const { text } = await apiResponse(new Response(json, { headers }));
  expect(text).toBe(json);
});
