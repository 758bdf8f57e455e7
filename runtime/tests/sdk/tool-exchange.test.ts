import { type JSONRPCRequest, requireScopes } from '@modelcontextprotocol/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { ToolExchange } from '../../src/sdk/v2/tool-exchange.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { bearer, post } from '../ask.js';
import { httpServer } from '../serving/provider-server.js';
import { call } from '../serving/small-server.js';

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
  return {
    transport,
    response: transport.serve({ request }),
    leave: () => control.abort(),
    closed,
  };
}

const event = (message: object) => `event: message\ndata: ${JSON.stringify(message)}\n\n`;

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
