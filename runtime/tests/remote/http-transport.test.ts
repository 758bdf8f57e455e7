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

const message = { jsonrpc: '2.0' as const, id: 'a', method: 'tools/call', params: { _meta: {} } };
const events = (body: string | ReadableStream) =>
  new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const succeeded = `data: ${JSON.stringify({ jsonrpc: '2.0', id: 'a', result: {} })}\n\n`;

const note = (method: string, params: object) =>
  `data: ${JSON.stringify({ jsonrpc: '2.0', method, params })}\n\n`;

it('reads past events that are no messages, and passes on what comes before the response', async () => {
  const changed = note('notifications/tools/list_changed', {});
  const progress = note('notifications/progress', { progressToken: 'a', progress: 1 });
  const body = `id: 1\ndata:\n\ndata: ping\n\n${changed}${progress}${succeeded}`;
  const transport = new HttpTransport(new URL('https://mcp.example.com'), {
    fetch: limitedFetch(undefined, async () => events(body)),
  });
  const seen: unknown[] = [];
  transport.onmessage = (received) => seen.push(received);
  const { signal } = new AbortController();
  const onprogress = (received: unknown) => seen.push(received);
  const outcome = transport.request(message, { headers: {}, signal, onprogress });
  await expect(outcome).resolves.toEqual({ id: 'a', result: {} });
  expect(seen).toMatchObject([{ method: 'notifications/tools/list_changed' }, { progress: 1 }]);
});

it('sends each header once', async () => {
  const sent: Headers[] = [];
  const transport = new HttpTransport(new URL('https://mcp.example.com'), {
    headers: { 'Content-Type': 'text/plain', 'MCP-Method': 'x', 'X-Key': 'k' },
    fetch: limitedFetch(undefined, async (_url: string, init: RequestInit) => {
      sent.push(new Headers(init.headers));
      return events(succeeded);
    }),
  });
  const { signal } = new AbortController();
  await transport.request(message, { headers: { 'mcp-method': 'tools/call' }, signal });
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-method': 'tools/call',
    'x-key': 'k',
  });
});
