import { describe, expect, it } from 'vitest';
import type { ExchangeRecording } from '../../runtime/src/project/diagnostics.js';
import { recordedRow } from '../../src/record/row.js';
import { BASE, exchange } from './exchange.js';

type Result = Parameters<typeof recordedRow>[0]['result'];

async function rowOf(exchanges: ExchangeRecording[], result?: Partial<Result>, isRaw = false) {
  const call = { tool: 'x', arguments: {}, exchanges, result: { content: [], ...result } };
  const { source } = await recordedRow(call, isRaw);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the source of a literal
  return new Function(`return ${source}`)() as Record<string, unknown>;
}

const json = (text: string) => ({ structuredContent: JSON.parse(text) as Record<string, unknown> });

describe('the row of a call', () => {
  it.each<[string, ExchangeRecording, object]>([
    [
      'a path below the base URL, and repeated parameters',
      exchange({ url: `${BASE}/rooms/a%2Fb?id=1&id=2&q=%E4%` }),
      { request: { method: 'GET', path: '/rooms/a%2Fb', query: { id: ['1', '2'], q: '\uFFFD%' } } },
    ],
    [
      'digits that JavaScript would round',
      exchange({ response: '{"id": 12345678901234567890, "ids": [9007199254740993], "n": 1.5}' }),
      { response: '{"id":12345678901234567890,"ids":[9007199254740993],"n":1.5}' },
    ],
    ['a text as JSON', exchange({ response: '"done"' }), { response: '"done"' }],
    ['a status without a body', exchange({ status: 204, response: '' }), { status: 204 }],
    [
      'a form with a repeated field',
      exchange({
        method: 'POST',
        type: 'application/x-www-form-urlencoded',
        body: 'a=1&a=2&b=%26',
      }),
      { request: { method: 'POST', path: '/x', body: { a: ['1', '2'], b: '&' } } },
    ],
    [
      'another JSON type, and a link of the API',
      exchange({
        responseType: 'application/hal+json',
        headers: { link: `<${BASE}/x?page=2>; rel="next"`, etag: 'x' },
      }),
      {
        responseHeaders: {
          'content-type': 'application/hal+json',
          link: '</x?page=2>; rel="next"',
        },
      },
    ],
  ])('repeats %s', async (_, recording, members) => {
    expect(await rowOf([recording])).toMatchObject(members);
  });

  it('keeps a member called __proto__', async () => {
    const text = '{"__proto__":{"a":1}}';
    const row = await rowOf([exchange({ response: text })], json(text));
    expect(JSON.stringify(row.response)).toBe(text);
    expect(row).not.toHaveProperty('result'); // it is the response
  });

  it('has several requests, without those that were sent again', async () => {
    const [first, second] = [1, 2].map((page) => exchange({ url: `${BASE}/x?page=${page}` }));
    const row = await rowOf([exchange({ url: `${BASE}/x?page=1`, status: 429 }), first!, second!]);
    expect(row.requests).toMatchObject([{ query: { page: '1' } }, { query: { page: '2' } }]);
  });

  it('removes secrets from arguments, path and result alike', async () => {
    const secret = 'tk_9f8e7d6c5b4a';
    const call = {
      tool: 'login',
      arguments: { password: 'hunter22', note: secret },
      exchanges: [
        exchange({
          method: 'POST',
          url: `${BASE}/users/${secret.toUpperCase()}`,
          body: '{"login":"hunter22"}',
          response: `{"session":{"id":"abc-def-1"},"n":4711}`,
          secrets: [secret, '4711'],
        }),
      ],
      result: { content: [], structuredContent: { id: 'abc-def-1', n: 4711 } },
    };
    const { source, places } = await recordedRow(call, false);
    expect(source).not.toMatch(/tk_9|hunter22|abc-def|4711/i);
    expect(places).toContain('arguments.password');
  });

  const text = { responseType: 'text/plain; charset=iso-8859-1', response: 'hello' };
  const bytes = { responseType: 'image/png', response: new Uint8Array([137, 80, 0, 255]) };
  it('repeats texts and bytes only if told to', async () => {
    await expect(rowOf([exchange(text)])).rejects.toThrow('neither JSON nor a form ("text/plain');
    expect(await rowOf([exchange(text)], {}, true)).toMatchObject({
      response: 'hello',
      responseHeaders: { 'content-type': 'text/plain' },
    });
    const row = await rowOf([exchange(bytes)], {}, true);
    expect([...(row.response as Uint8Array)]).toEqual([137, 80, 0, 255]);
  });

  it.each<[string, ExchangeRecording[]]>([
    ['sent no request', []],
    ['got no response', [{ ...exchange({}), response: undefined as never }]],
    ['another address', [exchange({ url: 'https://api.test/v10/x' })]],
    ['was redirected', [exchange({ status: 302 })]],
    ['more digits', [exchange({ method: 'POST', body: '{"id":12345678901234567890}' })]],
    [
      'whole address of a page',
      [exchange({ response: `{"next":"${BASE}/x?p=2"}` }), exchange({ url: `${BASE}/x?p=2` })],
    ],
  ])('is refused: %s', async (message, exchanges) => {
    await expect(rowOf(exchanges)).rejects.toThrow(message);
  });
});
