import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import {
  createTaskSessionFromClient,
  type JsonRpcResponse,
  resultFromTaskOutcome,
} from '@modelcontextprotocol/ext-tasks/client';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { createHandler } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';
import { eras, newClient } from '../../src/testing/callers/clients.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { temporaryFolder } from '../temporary-folder.js';
import { callTask, dispatch, type Message, send, settled } from './task-client.js';

const input = z.object({ text: z.string() });
const echo = (name: string, task?: 'optional' | 'required') =>
  tool({
    name,
    description: 'A tool.',
    input,
    ...(task && { task }),
    run: ({ text }, { principal }) => `${principal.userId} ${text}`,
  });

beforeEach(() => vi.stubEnv('MCP_DATA_DIR', temporaryFolder()));

/** The endpoints of two providers with tools that are tasks, and the one of both. */
async function serve(audited: string[] = []) {
  const providers = ['orders', 'notes'].map((name) =>
    defineProvider({
      name,
      version: '1.0.0',
      audit: (record) => void audited.push(`${record.provider} ${record.name}`),
      tools: [echo('export', 'required'), echo('copy', 'optional'), echo('plain')],
    }),
  );
  const url = 'https://tools.example.com';
  const handler = await createHandler(providers, { url, verifier: namedCallers });
  onTestFinished(() => handler.close());
  vi.stubGlobal('fetch', (target: string, init: RequestInit) =>
    handler.fetch(new Request(target, init)),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  return (path: string) => `${url}${path}`;
}

it('is a task at the address of all providers, for a client with the extension', async () => {
  const at = await serve();
  const { tools } = await send(at('/mcp'), 'tools/list', {}, 'ada');
  expect((tools as { name: string }[]).map(({ name }) => name)).toEqual(
    ['orders', 'notes'].flatMap((provider) =>
      ['export', 'copy', 'plain'].map((name) => `${provider}_${name}`),
    ),
  );
  for (const name of ['orders_export', 'notes_copy']) {
    const { taskId } = await callTask(at('/mcp'), name, { text: name }, 'ada');
    const { status, result } = await settled(at('/mcp'), taskId, 'ada');
    expect(status).toBe('completed');
    expect(JSON.stringify(result)).toContain(`ada ${name}`);
    const ofAnother = await send(at('/mcp'), 'tasks/get', { taskId }, 'bob');
    const elsewhere = await send(at('/orders/mcp'), 'tasks/get', { taskId }, 'ada');
    expect([ofAnother.code, elsewhere.code]).toEqual([-32_602, -32_602]);
  }
});

it.each(['/mcp', '/orders/mcp'])(
  'is a task at %s for the library of the extension',
  async (path) => {
    const at = await serve();
    const client = newClient('auto', { extensions: { 'io.modelcontextprotocol/tasks': {} } });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(at(path)), {
        authProvider: { token: async () => 'ada' },
      }),
    );
    const session = createTaskSessionFromClient(client, {
      endpointId: 'tools',
      rawDispatch: async (request) => {
        const response = await dispatch(at(path), request as unknown as Message, 'ada');
        return { kind: 'error' in response ? 'error' : 'result', ...response } as JsonRpcResponse;
      },
      v2RequestFraming: {
        protocolVersion: '2026-07-28',
        clientInfo: { name: 'test', version: '1.0.0' },
        clientCapabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } },
      },
    });
    onTestFinished(() => session.close());
    for (const name of ['export', 'copy', 'plain']) {
      const execution = await session.callTool(path === '/mcp' ? `orders_${name}` : name, {
        text: name,
      });
      const { outcome } = await execution.settle();
      expect(JSON.stringify(resultFromTaskOutcome(outcome))).toContain(`ada ${name}`);
      expect(execution.kind).toBe(name === 'plain' ? 'immediate' : 'task');
    }
  },
);

it.each(eras)('is a pair there for a client without it, $era', async ({ mode }) => {
  const audited: string[] = [];
  const at = await serve(audited);
  const client = newClient(mode);
  await client.connect(
    new StreamableHTTPClientTransport(new URL(at('/mcp')), {
      authProvider: { token: async () => 'ada' },
    }),
  );
  onTestFinished(() => client.close());
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual([
    ...['orders', 'notes'].flatMap((name) => [`${name}_copy`, `${name}_plain`]),
    ...['orders', 'notes'].flatMap((name) => [`start_${name}_export`, `get_${name}_export_result`]),
  ]);
  const { structuredContent } = await client.callTool({
    name: 'start_notes_export',
    arguments: { text: 'a' },
  });
  const result = await client.callTool({
    name: 'get_notes_export_result',
    arguments: { task_id: (structuredContent as { task_id: string }).task_id },
  });
  expect(JSON.stringify(result.content)).toContain('ada a');
  expect(audited.toSorted()).toEqual([
    'notes export',
    'notes get_export_result',
    'notes start_export',
  ]);
  await expect(client.callTool({ name: 'notes_export', arguments: {} })).rejects.toThrow();
});
