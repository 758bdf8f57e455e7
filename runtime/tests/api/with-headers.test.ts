import { expect, it } from 'vitest';
import { withHeaders } from '../../src/api/with-headers.js';
import type { Unchecked } from '../../src/call/define/definitions.js';

const response = { headers: new Headers({ etag: '"v1"', 'x-limit': '7' }) };
const response_headers = { ETag: '"v1"' };

it.each<[string, unknown, readonly string[], unknown]>([
  ['an object', { id: 1 }, ['ETag', 'Location'], { id: 1, response_headers }],
  ['a list', [1], ['ETag'], { body: [1], response_headers }],
  ['text', 'done', ['ETag'], { body: 'done', response_headers }],
  ['no body', undefined, ['ETag'], { response_headers }],
  ['no such header', { id: 1 }, ['Location'], { id: 1 }],
  ['neither body nor header', undefined, ['Location'], undefined],
])('adds response headers to %s', (_, body, names, result) => {
  expect(withHeaders(body as Unchecked, response, names)).toEqual(result);
});
