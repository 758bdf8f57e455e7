import { expect, it } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { addTools } from '../add-tools.js';
import { httpServer } from './provider-server.js';

/** Clients that accept JSON and no stream, in both versions of the protocol. */
const VERSION = '2026-07-28';
const about = {
  'io.modelcontextprotocol/protocolVersion': VERSION,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const message = (method: string, params: object, id: number | null = 1) => ({
  jsonrpc: '2.0',
  ...(id !== null && { id }),
  method,
  params,
});
const call = (meta: object, id = 1) =>
  message('tools/call', { name: 'steps', arguments: {}, _meta: { progressToken: 7, ...meta } }, id);
const current = (method: string) => ({
  'mcp-protocol-version': VERSION,
  'mcp-method': method,
  ...(method === 'tools/call' && { 'mcp-name': 'steps' }),
});
const done = { id: 1, result: { content: [{ type: 'text', text: 'done' }] } };

it.each<[what: string, body: unknown, headers: object, status: number, expected: unknown]>([
  ['a call with progress', call({}), {}, 200, done],
  ['one of the current protocol', call(about), current('tools/call'), 200, done],
  ['a batch', [call({}), call({}, 2)], {}, 200, [{ id: 1 }, { id: 2 }]],
  ['another method', message('ping', {}), {}, 200, { id: 1, result: {} }],
  ['a notification', message('notifications/initialized', {}, null), {}, 202, undefined],
  [
    'a stream',
    message('subscriptions/listen', { notifications: {}, _meta: about }),
    current('subscriptions/listen'),
    406,
    { error: { message: 'Accept must admit text/event-stream' } },
  ],
])(
  'with "Accept: application/json", the response to %s',
  async (_what, body, headers, status, expected) => {
    const defined = defineProvider({ name: 'small', version: '1.0.0' });
    addTools(defined, {
      steps({ progress }) {
        progress?.({ progress: 1, total: 2 });
        return 'done';
      },
    });
    const response = await fetch(await httpServer(defined), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect(response.status).toBe(status);
    if (expected === undefined) return;
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(text)).toMatchObject(expected as object);
  },
);
