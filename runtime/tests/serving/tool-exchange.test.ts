import type { JSONRPCRequest } from '@modelcontextprotocol/server';
import { requireScopes } from '@modelcontextprotocol/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { ToolExchange } from '../../src/sdk/v2/tool-exchange.js';
import { bearer, post } from '../ask.js';
import { namedCallers } from '../../src/testing/named-callers.js';
import { httpServer } from './provider-server.js';
import { call, serve } from './small-server.js';

const CALL: JSONRPCRequest = {
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'find', arguments: {} },
};
const RESULT = { jsonrpc: '2.0', id: 7, result: { content: [] } } as const;
const PROGRESS = {
  jsonrpc: '2.0',
  method: 'notifications/progress',
  params: { progressToken: 1, progress: 1 },
} as const;

/** A call that has begun. */
async function begun() {
  const transport = new ToolExchange({ message: CALL, classification: { era: 'legacy' } });
  const control = new AbortController();
  const request = new Request('http://127.0.0.1/mcp', { signal: control.signal });
  const closed = vi.fn();
  transport.onclose = closed;
  await transport.start();
  return { transport, response: transport.serve({ request }), leave: () => control.abort(), closed }; // prettier-ignore
}

const event = (message: object) => `event: message\ndata: ${JSON.stringify(message)}\n\n`;

it('responds with JSON', async () => {
  const { transport, response } = await begun();
  await transport.send({ ...PROGRESS, method: 'notifications/tools/list_changed' }); // not of this call
  await transport.send(RESULT, { relatedRequestId: 7 });
  const { headers } = await response;
  expect(headers.get('content-type')).toBe('application/json');
  await expect((await response).json()).resolves.toEqual(RESULT);
});

it('responds with a stream where something comes before the result', async () => {
  const { transport, response } = await begun();
  await transport.send(PROGRESS, { relatedRequestId: 7 });
  const { headers, body } = await response;
  expect(headers.get('content-type')).toBe('text/event-stream');
  await transport.send(RESULT, { relatedRequestId: 7 });
  await expect(new Response(body).text()).resolves.toBe(event(PROGRESS) + event(RESULT));
});

it('keeps the connection of a long call alive', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { transport, response } = await begun();
  vi.advanceTimersByTime(30_000);
  await transport.send(RESULT, { relatedRequestId: 7 });
  expect(vi.getTimerCount()).toBe(0);
  const comment = ': keepalive\n\n';
  await expect((await response).text()).resolves.toBe(comment + comment + event(RESULT));
});

it('ends where the client leaves before the result', async () => {
  const { transport, response, leave, closed } = await begun();
  leave();
  expect(closed).toHaveBeenCalledOnce();
  expect((await response).body).toBeNull();
  await transport.send(RESULT, { relatedRequestId: 7 });
});

it('ends where the client leaves a stream', async () => {
  const { transport, response, leave, closed } = await begun();
  await transport.send(PROGRESS, { relatedRequestId: 7 });
  await (await response).body?.cancel();
  leave();
  expect(closed).toHaveBeenCalledOnce();
  await transport.send(RESULT, { relatedRequestId: 7 });
});

const INEXPRESSIBLE = { ...RESULT, result: { content: [], _meta: { size: 1n } } };

it('fails where JSON cannot express the result', async () => {
  const { transport, response } = await begun();
  await transport.send(INEXPRESSIBLE, { relatedRequestId: 7 });
  await expect(response).rejects.toThrow('BigInt');
});

it('fails in the stream where JSON cannot express the result', async () => {
  const { transport, response } = await begun();
  await transport.send(PROGRESS, { relatedRequestId: 7 });
  await transport.send(INEXPRESSIBLE, { relatedRequestId: 7 });
  await expect((await response).text()).rejects.toThrow('BigInt');
});

it('responds to calls over HTTP', async () => {
  const { endpoint } = await serve({});
  const { headers } = await post(endpoint, call('long'));
  expect(headers['content-type']).toBe('application/json');
});

it('leaves servers that "configure" changes to the SDK, which checks scopes and closes them', async () => {
  const closed = vi.fn();
  const provider = defineProvider({
    name: 'small',
    version: '1.0.0',
    capabilities: { tools: {} },
    configure(server) {
      server.server.onclose = closed;
      const scopeChallenge = requireScopes('admin');
      server.registerTool('run', { scopeChallenge }, () => ({ content: [] }));
    },
  });
  const url = await httpServer(provider, { verifier: namedCallers });
  const { status, headers } = await post(url, call('run'), bearer('ann'));
  expect(status).toBe(403);
  expect(headers['www-authenticate']).toContain('scope="admin"');
  expect(closed).toHaveBeenCalled();
});
