import express from 'express';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { responseContent } from '../../src/api/content.js';
import { apiResponse } from '../../src/api/response.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const file = (uri: string, mimeType = 'application/pdf') => ({
  type: 'resource',
  resource: { uri, mimeType, blob: 'iVBORw==' },
});

it.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, object]>([
  [
    'an image',
    PNG,
    { 'content-type': 'image/png; x=1' },
    { type: 'image', data: 'iVBORw==', mimeType: 'image/png' },
  ],
  [
    'audio',
    PNG,
    { 'content-type': 'Audio/MPEG' },
    { type: 'audio', data: 'iVBORw==', mimeType: 'audio/mpeg' },
  ],
  ['a file', PNG, { 'content-type': 'application/pdf' }, file('attachment:content')],
  [
    'a file with a name',
    PNG,
    {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="../a b.pdf"',
    },
    file('attachment:a%20b.pdf'),
  ],
  [
    'a file with an encoded name',
    PNG,
    {
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename=a.pdf; filename*=UTF-8''%C3%A9.pdf",
    },
    file('attachment:%C3%A9.pdf'),
  ],
  ...(
    [
      ["filename*=UTF-8'en'%E2%82%AC.pdf", '%E2%82%AC.pdf'],
      ["filename*=iso-8859-1''%E9.pdf", '%C3%A9.pdf'],
      ["filename=a.pdf; filename*=UTF-8''%E9.pdf", 'a.pdf'],
      [String.raw`filename = "a \"b\".pdf"`, 'a%20%22b%22.pdf'],
      [`filename*=UTF-8''${'x'.repeat(199)}%F0%9F%98%80.pdf`, 'x'.repeat(199)],
    ] as const
  ).map(
    ([disposition, name]): [string, Uint8Array<ArrayBuffer>, Record<string, string>, object] => [
      `a file with ${disposition.slice(0, 40)}`,
      PNG,
      { 'content-type': 'application/pdf', 'content-disposition': `attachment; ${disposition}` },
      file(`attachment:${name}`),
    ],
  ),
  [
    'a file of no type',
    PNG,
    { 'content-type': 'application/octet-stream' },
    file('attachment:content', 'application/octet-stream'),
  ],
  ['text', 'a,b', { 'content-type': 'text/csv' }, { type: 'text', text: 'a,b' }],
  [
    'text in another charset',
    new Uint8Array([0xe9]),
    { 'content-type': 'text/plain; charset=iso-8859-1' },
    { type: 'text', text: 'é' },
  ],
  [
    'JSON as it was sent',
    '{ "a":  9007199254740993 }',
    { 'content-type': 'application/json' },
    { type: 'text', text: '{ "a":  9007199254740993 }' },
  ],
  ['JSON', '{"a":1}', { 'content-type': 'application/json' }, { type: 'text', text: '{"a":1}' }],
])('the content block of a response: %s', async (_, body, headers, block) => {
  const response = await apiResponse(new Response(body, { headers }));
  expect(responseContent(response).blocks).toEqual([block]);
});

it('every name of a file is read as another library writes it', async () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const isName = (one: string) => !/[\\/\p{Cc}\p{Surrogate}]/u.test(one);
  const holds = async (given: string) => {
    const headers = new Headers({ 'content-type': 'application/pdf' });
    const response = {
      type: () => {},
      set: (key: string, value: string) => headers.set(key, value),
    };
    express.response.attachment.call(response as never, given);
    const [block] = responseContent(await apiResponse(new Response(PNG, { headers }))).blocks;
    expect(block).toEqual(file(`attachment:${encodeURIComponent(given)}`));
  };
  await fc.assert(fc.asyncProperty(name.filter(isName), holds));
});

it('has the headers that are asked for', async () => {
  const headers = { 'content-type': 'image/png', etag: '"v1"' };
  const response = await apiResponse(new Response(PNG, { headers }));
  expect(responseContent(response, ['ETag', 'Location']).blocks).toMatchObject([
    { type: 'image' },
    { type: 'text', text: 'ETag: "v1"' },
  ]);
});

it('refuses an empty response', async () => {
  const response = await apiResponse(new Response(null, { status: 204 }));
  expect(() => responseContent(response)).toThrow('The API sent no content.');
});

it.each<[string, string, unknown]>([
  ['application/x-ndjson', '{"a":1}\n\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ['application/jsonl', '1\r\n2', [1, 2]],
  ['application/json-seq', '\u001e{"a":1}\n', [{ a: 1 }]],
  ['application/x-ndjson', 'no JSON', 'no JSON'],
  ['text/plain', '1.0', '1.0'],
  ['text/plain', '{"a":1}', { a: 1 }],
  ['', '1', 1],
])('reads %s: %j', async (type, text, body) => {
  const response = new Response(new TextEncoder().encode(text), {
    headers: type ? { 'content-type': type } : {},
  });
  expect((await apiResponse(response)).body).toEqual(body);
});
