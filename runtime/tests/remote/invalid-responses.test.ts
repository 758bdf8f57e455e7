import { describe, expect, it } from 'vitest';
import { callScripted, type Era, sendJson } from './scripted.js';

const asking = (inputRequests: object | null) => (id: unknown) => ({
  id,
  result: { resultType: 'input_required', inputRequests, content: 1 },
});

const UNKNOWN = 'It is not known whether the change was made: check before you repeat it.';

describe.each<Era>(['legacy', 'current'])('a server of the %s protocol', (era) => {
  it.each([
    { what: 'is empty', body: () => '' },
    { what: 'is not JSON', body: () => 'ok' },
    { what: 'is not JSON by its type', body: () => '<p>', type: 'text/html' },
    { what: 'is no message', body: () => 'null' },
    { what: 'has no result', body: (id: unknown) => ({ id, result: null }) },
    { what: 'has an error without a message', body: (id: unknown) => ({ id, error: { code: 1 } }) },
    { what: 'is for another request', body: () => ({ id: 'other', result: { content: [] } }) },
    { what: 'asks for nothing', body: asking(null) },
    { what: 'has no question', body: asking({}) },
    {
      what: 'has another type',
      body: (id: unknown) => ({ id, result: { resultType: 1, content: 1 } }),
    },
    { what: 'has another result', body: (id: unknown) => ({ id, result: { content: 1 } }) },
  ])('says that a response is invalid which $what', async ({ body, type = 'application/json' }) => {
    const result = await callScripted(
      ({ id }, response) => {
        const sent = body(id);
        response.writeHead(200, { 'content-type': type });
        response.end(typeof sent === 'string' ? sent : JSON.stringify({ jsonrpc: '2.0', ...sent }));
      },
      { era },
    );
    const text =
      '"rooms" sent an invalid response. It is not known whether the change was made: check before you repeat it.';
    expect(result).toMatchObject({ isError: true, content: [{ text }] });
  });

  it.each([
    [500, {}, `cannot be reached. ${UNKNOWN}`],
    [503, {}, `cannot serve requests now (HTTP 503). ${UNKNOWN}`],
    [
      503,
      { 'retry-after': '7' },
      `cannot serve requests now (HTTP 503). It asks to wait 7 s. ${UNKNOWN}`,
    ],
    [429, {}, 'cannot serve requests now (HTTP 429). Try again later.'],
    [429, { 'retry-after': '30' }, 'cannot serve requests now (HTTP 429). It asks to wait 30 s.'],
  ])(
    'says of a call that ends with HTTP %d what is known of it: %o',
    async (status, headers, says) => {
      const result = await callScripted(
        (_, response) => response.writeHead(status, headers).end(),
        { era },
      );
      expect(result.content).toMatchObject([{ text: `"rooms" ${says}` }]);
    },
  );

  it('passes on a result with a block that MCP does not have, as a text that names it', async () => {
    const result = await callScripted(
      ({ id }, response) => {
        const content = [
          { type: 'text', text: 'ok' },
          { type: 'error', text: 'No date' },
        ];
        const whole = { content, ...(era === 'current' && { resultType: 'complete' }) };
        sendJson(response, { jsonrpc: '2.0', id, result: whole });
      },
      { era },
    );
    expect(result.content).toMatchObject([
      { type: 'text', text: 'ok' },
      { type: 'text', text: expect.stringContaining('type "error"') as unknown },
    ]);
    expect(result.isError).not.toBe(true);
  });

  it('says at once that a request was only accepted', async () => {
    const result = await callScripted((_, response) => response.writeHead(202).end(), { era });
    expect(JSON.stringify(result)).toContain('sent an invalid response');
  });

  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  const block = '{"type":"text","text":"ok"}';
  it.each([
    ['json', `"content":[{"type":"text","text":"ok","_meta":{"a":${deep}}}]`],
    ['structured', `"content":[${block}],"structuredContent":{"a":${deep}}`],
    ['meta', `"content":[${block}],"_meta":{"a":${deep}}`],
  ])('does not pass on a result of too many levels: %s', async (_, members) => {
    const type = era === 'current' ? '"resultType":"complete",' : '';
    const result = await callScripted(
      ({ id }, response) =>
        sendJson(
          response,
          `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{${type}${members}}}`,
        ),
      { era },
    );
    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify(result)).toContain('levels');
  });
});
