import { expect, it } from 'vitest';
import { gateway } from './gateway.js';
import { scripted, tool } from './scripted.js';

it.each([
  { what: 'is empty', body: () => '' },
  { what: 'is not JSON', body: () => 'ok' },
  { what: 'is not JSON by its type', body: () => '<p>', type: 'text/html' },
  { what: 'is no message', body: () => 'null' },
  { what: 'has no result', body: (id: unknown) => ({ id, result: null }) },
  { what: 'has an error without a message', body: (id: unknown) => ({ id, error: { code: 1 } }) },
  { what: 'has another result', body: (id: unknown) => ({ id, result: { content: 1 } }) },
])('says that a response is invalid which $what', async ({ body, type = 'application/json' }) => {
  const server = await scripted(({ id }, response) => {
    const sent = body(id);
    response.writeHead(200, { 'content-type': type });
    response.end(typeof sent === 'string' ? sent : JSON.stringify({ jsonrpc: '2.0', ...sent }));
  });
  const { client } = await gateway({ server, catalog: { tools: [tool('act')] } });
  const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
  const text = '"rooms" sent an invalid response. The request may have had its effect.';
  expect(result).toMatchObject({ isError: true, content: [{ text }] });
});
