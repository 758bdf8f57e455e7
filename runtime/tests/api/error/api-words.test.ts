import { expect, it } from 'vitest';
import { messagesOrBody } from '../../../src/api/error/api-words.js';
import { casesIn } from '../../cases.js';

it.each(casesIn<{ body: unknown; words: string[] }>(import.meta.dirname, 'api-words.yaml'))(
  'the messages in an error of an API: %s',
  (_, { body, words }) => {
    expect(messagesOrBody(JSON.stringify(body), 'application/problem+json')).toEqual(words);
  },
);

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
  ['deep nesting', `${'{"error":'.repeat(200)}"a"${'}'.repeat(200)}`, 'application/json', []],
  ['XML of an unknown form', '<no id="7">unknown</no>', 'text/xml', ['<no id="7">unknown</no>']],
  ['text without a type', ' Unknown id\n', '', ['Unknown id']],
  ['bytes', 'a\0b', '', []],
  ['nothing', '', '', []],
])('the messages in an error of an API: %s', (_, body, type, words) => {
  expect(messagesOrBody(body, type)).toEqual(words);
});
