import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { expect, it, vi } from 'vitest';
import { HttpTransport } from '../../src/remote/http-transport.js';
import { limitedFetch } from '../../src/remote/limited-fetch.js';

const response = (id: number): JSONRPCMessage => ({ jsonrpc: '2.0', id, result: {} });
const stream = (...messages: JSONRPCMessage[]) =>
  new Response(messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });

it('fails a request whose stream ends without its response, and no other', async () => {
  const streams = [stream(response(1)), stream()];
  const transport = new HttpTransport(new URL('https://mcp.example.com'), {
    fetch: limitedFetch(undefined, async () => streams.shift() ?? Response.error()),
  });
  const received: JSONRPCMessage[] = [];
  const { onmessage } = transport;
  transport.onmessage = (message) => {
    onmessage?.(message);
    received.push(message);
  };
  await transport.start();
  for (const id of [1, 2]) {
    await transport.send({ jsonrpc: '2.0', id, method: 'ping' });
    await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(id), 10_000);
  }
  await transport.close();
  expect(received).toEqual([
    response(1),
    { jsonrpc: '2.0', id: 2, error: { code: -32_000, message: expect.any(String) as string } },
  ]);
});
