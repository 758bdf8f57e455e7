import { describe, expect, it } from 'vitest';
import { gateway } from './gateway.js';
import type { Era } from './scripted.js';
import { scripted, tool } from './scripted.js';

describe.each<Era>(['legacy', 'current'])('a server of the %s protocol', (era) => {
  it.each([
    { what: 'is empty', body: () => '' },
    { what: 'is not JSON', body: () => 'ok' },
    { what: 'is not JSON by its type', body: () => '<p>', type: 'text/html' },
    { what: 'is no message', body: () => 'null' },
    { what: 'has no result', body: (id: unknown) => ({ id, result: null }) },
    { what: 'has an error without a message', body: (id: unknown) => ({ id, error: { code: 1 } }) },
    { what: 'is for another request', body: () => ({ id: 'other', result: { content: [] } }) },
    {
      what: 'asks for nothing',
      body: (id: unknown) => ({
        id,
        result: { resultType: 'input_required', inputRequests: null, content: 1 },
      }),
    },
    {
      what: 'has no question',
      body: (id: unknown) => ({
        id,
        result: { resultType: 'input_required', inputRequests: {}, content: 1 },
      }),
    },
    {
      what: 'has another type',
      body: (id: unknown) => ({ id, result: { resultType: 1, content: 1 } }),
    },
    { what: 'has another result', body: (id: unknown) => ({ id, result: { content: 1 } }) },
  ])('says that a response is invalid which $what', async ({ body, type = 'application/json' }) => {
    const server = await scripted(
      ({ id }, response) => {
        const sent = body(id);
        response.writeHead(200, { 'content-type': type });
        response.end(typeof sent === 'string' ? sent : JSON.stringify({ jsonrpc: '2.0', ...sent }));
      },
      undefined,
      era,
    );
    const { client } = await gateway({ server, catalog: { tools: [tool('act')] } });
    const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
    const text = '"rooms" sent an invalid response. The request may have had its effect.';
    expect(result).toMatchObject({ isError: true, content: [{ text }] });
  });

  it('says at once that a request was only accepted', async () => {
    const server = await scripted(
      (_request, response) => response.writeHead(202).end(),
      undefined,
      era,
    );
    const { client } = await gateway({ server, catalog: { tools: [tool('act')] } });
    const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
    expect(JSON.stringify(result)).toContain('sent an invalid response');
  });

  it.each(['json', 'structured', 'meta'])(
    'does not pass on a result of too many levels: %s',
    async (where) => {
      const deep = '['.repeat(20_000) + ']'.repeat(20_000);
      const block = '{"type":"text","text":"ok"}';
      const type = era === 'current' ? '"resultType":"complete",' : '';
      const results: Record<string, string> = {
        json: `{${type}"content":[{"type":"text","text":"ok","_meta":{"a":${deep}}}]}`,
        structured: `{${type}"content":[${block}],"structuredContent":{"a":${deep}}}`,
        meta: `{${type}"content":[${block}],"_meta":{"a":${deep}}}`,
      };
      const server = await scripted(
        ({ id }, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${results[where]}}`);
        },
        undefined,
        era,
      );
      const { client } = await gateway({ server, catalog: { tools: [tool('act')] } });
      const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
      expect(result).toMatchObject({ isError: true });
      expect(JSON.stringify(result)).toContain('levels');
    },
  );
});
