import { expect, it, onTestFinished, vi } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { addTools } from '../add-tools.js';
import { httpServer } from './provider-server.js';

it('turns the response to a long call into a stream, which keeps the connection alive', async () => {
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  let finish: (text: string) => void = () => {};
  const run = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)));
  addTools(provider, { slow: run });
  const url = await httpServer(provider);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const response = fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'slow' } }),
  });
  await vi.waitFor(() => expect(run).toHaveBeenCalled(), 10_000);
  vi.advanceTimersByTime(30_000);
  const { headers, body } = await response;
  expect(headers.get('content-type')).toBe('text/event-stream');
  finish('done');
  const text = await new Response(body).text();
  const result = { content: [{ type: 'text', text: 'done' }] };
  const comment = ': keepalive\n\n';
  const event = `event: message\ndata: ${JSON.stringify({ result, jsonrpc: '2.0', id: 9 })}\n\n`;
  expect(text).toBe(comment + comment + event);
});
