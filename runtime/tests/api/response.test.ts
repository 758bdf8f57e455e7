import { expect, it } from 'vitest';
import { apiResponse } from '../../src/api/response.js';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (_: number, at: number, all: Uint8Array) => all[at ^ 1] ?? 0;
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
  ['text in windows-1252', 'text/plain', latin1('M\u00fcller \u0080'), 'Müller €'],
  ['text in another charset than it says', 'text/csv; charset=utf-8', latin1('a;ü'), 'a;ü'],
  [
    'a file that is called text',
    'text/plain',
    latin1('\u00ff\u00d8\u0000\u0010'),
    latin1('\u00ff\u00d8\u0000\u0010'),
  ],
  ['a file without a type', '', latin1('\u00ff\u00d8'), latin1('\u00ff\u00d8')],
  ['UTF-16 with a mark', 'text/csv', utf16('\ufeffa;ü\r\n'), 'a;ü\r\n'],
  ['UTF-16 in the other order', 'text/csv', utf16('\ufeffa;ü').map(swapped), 'a;ü'],
  ['UTF-16 with a mark and a charset', 'text/plain; charset=utf-16', utf16('\ufeffü'), 'ü'],
  ['JSON in UTF-16', 'application/json', utf16('\ufeff{"a":"ü"}'), { a: 'ü' }],
  [
    'XML in UTF-16 without a mark',
    'text/xml',
    utf16('<?xml version="1.0"?><a>ü</a>'),
    '<?xml version="1.0"?><a>ü</a>',
  ],
  [
    'XML with its encoding',
    'application/xml',
    latin1('<?xml version="1.0" encoding="ISO-8859-2"?><a>\u00b3</a>'),
    '<?xml version="1.0" encoding="ISO-8859-2"?><a>ł</a>',
  ],
  [
    'XML that cannot be in the encoding that it declares',
    'application/atom+xml',
    '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>',
    '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>',
  ],
  [
    'XML whose charset of HTTP counts',
    'text/xml; charset="utf-8"',
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>',
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>',
  ],
  ['XML in windows-1252', 'application/soap+xml', latin1('<a>ü</a>'), '<a>ü</a>'],
  [
    'a page with its charset',
    'text/html',
    latin1('<meta http-equiv=x content="text/html; charset=windows-1251">\u00c0'),
    '<meta http-equiv=x content="text/html; charset=windows-1251">А',
  ],
  ['Shift_JIS', "text/plain;charset='shift_jis'", latin1('\u0082\u00a0'), 'あ'],
  ['a charset that is none', 'text/csv; charset=binary', latin1('ü'), 'ü'],
  ['a page in place of JSON', 'text/html', '<html></html>', '<html></html>'],
  ['half of JSON', 'application/json', '{"a":', '{"a":'],
])('the value of a response: %s', async (_, type, body, value) => {
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
