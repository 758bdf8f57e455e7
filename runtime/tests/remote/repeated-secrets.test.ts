import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ApiAuth } from '../../src/api/client.js';
import type { LogLine } from '../../src/provider/ports.js';
import { useLogSink } from '../../src/serving/log.js';
import { gateway } from './gateway.js';
import type { Era } from './scripted.js';
import { respond, scripted, tool } from './scripted.js';

const SECRET = 'key-of "alice"';
const auth: ApiAuth<string> = {
  getCredentials: async () => SECRET,
  authorize: ({ headers }, key) => headers.set('x-key', key),
};
const message = `The key ${SECRET} is wrong.`;
const error = { code: -32_602, message };
const text = JSON.stringify({ error: message });

describe.each<Era>(['legacy', 'current'])('a server of the %s protocol', (era) => {
  it.each<[string, (response: ServerResponse, id: unknown) => void]>([
    [
      'an error',
      (response, id) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', id, error }));
      },
    ],
    [
      'an error in a stream',
      (response, id) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id, error })}\n\n`);
      },
    ],
    [
      'a failed result',
      (response, id) => {
        const result = {
          resultType: 'complete',
          isError: true,
          content: [{ type: 'text', text: message }],
        };
        respond(response, { id: id as number, method: 'tools/call' }, result);
      },
    ],
    [
      'other parts of a failed result',
      (response, id) => {
        const resource = { uri: 'rooms://1', text: message };
        const content = [{ type: 'resource', resource }];
        const result = {
          resultType: 'complete',
          isError: true,
          content,
          structuredContent: { error: [message] },
        };
        respond(response, { id: id as number, method: 'tools/call' }, result);
      },
    ],
    ['text of an HTTP error', (response) => response.writeHead(500).end(message)],
    [
      'a stream of an HTTP error',
      (response) =>
        response
          .writeHead(500, { 'content-type': 'text/event-stream' })
          .end(`data: ${message}\n\n`),
    ],
    ['JSON of an HTTP error', (response) => response.writeHead(403).end(text)],
  ])('neither the model nor the log gets the credentials from %s', async (_, answer) => {
    const lines: LogLine[] = [];
    useLogSink((line) => void lines.push(line));
    const server = await scripted(
      (request, response) => answer(response, request.id),
      undefined,
      era,
    );
    const { client } = await gateway({
      server,
      catalog: { tools: [tool('act')] },
      auth: auth as unknown as ApiAuth<never>,
    });
    const calling = (await client('auto')).callTool({ name: 'act', arguments: {} });
    const seen = JSON.stringify([await calling.catch(String), lines]);
    expect(seen).toContain('is wrong');
    expect(seen).not.toContain('alice');
  });

  it.each(['content', 'structuredContent'])(
    'a result with them in its %s is refused',
    async (part) => {
      const token = 'token-of-alice';
      const value = part === 'content' ? [{ type: 'text', text: `You sent ${token}.` }] : { token };
      const server = await scripted(
        (request, response) =>
          respond(response, request, { resultType: 'complete', content: [], [part]: value }),
        undefined,
        era,
      );
      const { client } = await gateway({
        server,
        catalog: { tools: [tool('act')] },
        auth: {
          getCredentials: async () => token,
          authorize: ({ headers }, own) => headers.set('authorization', `Bearer ${own}`),
        } as ApiAuth<string> as unknown as ApiAuth<never>,
      });
      const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
      expect(result.isError).toBe(true);
      expect(JSON.stringify(result)).toContain('contains the credentials of its caller');
      expect(JSON.stringify(result)).not.toContain(token);
    },
  );

  it('an error of a server is not endless', async () => {
    const server = await scripted(
      (request, response) => respond(response, request, undefined, 'x'.repeat(1_000_000)),
      undefined,
      era,
    );
    const { client } = await gateway({ server, catalog: { tools: [tool('act')] } });
    const calling = (await client('auto')).callTool({ name: 'act', arguments: {} });
    expect(JSON.stringify(await calling.catch(String)).length).toBeLessThan(3_000);
  });
});

it('an error of signing does not repeat them in the log', async () => {
  const lines: LogLine[] = [];
  useLogSink((line) => void lines.push(line));
  const server = await scripted(() => {}, undefined, 'current');
  const { client } = await gateway({
    server,
    catalog: { tools: [tool('act')] },
    auth: {
      getCredentials: async () => ({ key: SECRET }),
      authorize: (_request, { key }) => {
        throw new Error(`Cannot sign with ${key}`, { cause: new Error(key) });
      },
    } as ApiAuth<{ key: string }> as unknown as ApiAuth<never>,
  });
  const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
  expect(result.isError).toBe(true);
  expect(JSON.stringify(lines)).toContain('Cannot sign with [removed]');
  expect(JSON.stringify([result, ...lines])).not.toContain('alice');
});
