import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import {
  ClientNotificationSchema,
  ClientRequestSchema,
  ServerNotificationSchema,
  ServerRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { gateway } from '../../src/gateway.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { runInProject } from '../../src/project/project.js';
import { codeSettingsOf, commonProject } from '../../src/provider/module-in-code.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { httpServer } from '../serving/provider-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { scripted } from './scripted.js';

/**
 * Announces everything; sends all that a server can send during a call, and the result after the
 * answer to its question. The result names what has arrived.
 */
const SERVER = `
const seen = new Set();
let end = () => {};
const all = { listChanged: true, subscribe: true };
const send = (message) => console.log(JSON.stringify({ jsonrpc: '2.0', ...message }));
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method) seen.add(method);
  const results = {
    initialize: { protocolVersion: '2025-11-25', serverInfo: { name: 'x', version: '1' }, instructions: 'Be brief.', capabilities: { tools: all, resources: all, prompts: all, completions: {}, logging: {}, tasks: { list: {}, cancel: {} } } },
    'tools/list': { tools: [{ name: 'show', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }] },
    'resources/list': { resources: [{ uri: 'acme://main', name: 'main' }] },
    'resources/templates/list': { resourceTemplates: [{ uriTemplate: 'acme://rooms/{room}', name: 'room' }] },
    'resources/read': { contents: [{ uri: 'acme://main', text: 'main' }] },
    'prompts/list': { prompts: [{ name: 'greet', arguments: [{ name: 'who' }] }] },
    'prompts/get': { messages: [] },
    'completion/complete': { completion: { values: [params?.argument?.value + ' of ' + (params?.ref?.name ?? params?.ref?.uri)], total: 500, hasMore: true } },
  };
  if (method === 'tools/call') {
    const { progressToken } = params._meta ?? {};
    for (const [name, more] of JSON.parse(process.argv[1])) send({ method: name, ...(name.startsWith('notifications/') ? {} : { id: 'q-' + name }), params: { ...more, ...(name === 'notifications/progress' && { progressToken }) } });
    end = () => send({ id, result: { content: [], structuredContent: { seen: [...seen], meta: params._meta } } });
  } else if (id === 'q-elicitation/create') end();
  else if (id !== undefined && method) send(results[method] ? { id, result: results[method] } : { id, error: { code: -32601, message: 'No' } });
});`;

const QUESTION = { message: 'Name?', requestedSchema: { type: 'object', properties: {} } };
const LOG_MESSAGE = { level: 'error', data: 'x' };
const FROM_SERVER = {
  'sampling/createMessage': { messages: [], maxTokens: 5 },
  'roots/list': {},
  'notifications/progress': { progress: 1 },
  'elicitation/create': QUESTION,
  'notifications/message': LOG_MESSAGE,
  'notifications/resources/updated': { uri: 'acme://main' },
  'notifications/resources/list_changed': {},
  'notifications/prompts/list_changed': {},
  'notifications/tools/list_changed': {},
};

/** A client, of 2025-11-25 with a session if nothing else is stated, which notes what it gets. */
async function throughGateway(mode: 'legacy' | { pin: string } = 'legacy', url?: string) {
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  const command = [process.execPath, '-e', SERVER, JSON.stringify(Object.entries(FROM_SERVER))];
  const one = url === undefined ? { command: command as [string] } : { url };
  const providers = await gateway({ servers: { one } });
  const project = commonProject(providers, {});
  for (const one of providers) codeSettingsOf(one).project = project;
  const listener = await runInProject(project, () =>
    serveHttp(
      new Map(providers.map(({ name, createServer }) => [name, createServer])),
      {
        publicUrl: new URL('http://127.0.0.1'),
        allowedHosts: ['127.0.0.1'],
        localUser: localPrincipal(),
        requiredScopes: [],
        sessions: true,
      },
      { host: '127.0.0.1', port: 0 },
    ),
  );
  onTestFinished(() => listener.close());
  const seen = new Set<string>();
  const client = new Client(
    { name: 'test', version: '1' },
    {
      versionNegotiation: { mode },
      capabilities: { sampling: {}, roots: { listChanged: true }, elicitation: { form: {} } },
    },
  );
  client.fallbackNotificationHandler = async ({ method }) => void seen.add(method);
  client.setRequestHandler('elicitation/create', () => {
    seen.add('elicitation/create');
    return { action: 'decline' };
  });
  client.fallbackRequestHandler = async ({ method }) => {
    seen.add(method);
    throw new Error('No');
  };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${listener.url}/mcp`)));
  onTestFinished(() => client.close());
  return { client, seen };
}

/** Messages by what becomes of them, as docs/remote.md says. */
function documented(): [string, string][] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/remote.md'), 'utf8');
  const section = text.split('## What is passed on')[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').flatMap((line) => {
    const [, names = '', effect = ''] = line.split('|');
    return Array.from(names.matchAll(/`([a-z_/]+)`/gi), ([, name = '']): [string, string] => [
      name,
      effect.trim(),
    ]);
  });
}

it.each([
  [{}, false],
  [{ 'io.modelcontextprotocol/logLevel': 'info' }, true],
  [{ 'io.modelcontextprotocol/logLevel': 'critical' }, false],
])('since 2026-07-28, log messages are for clients that state a level: %j', async (_meta, has) => {
  const { client, seen } = await throughGateway({ pin: '2026-07-28' });
  await client.callTool({ name: 'show', arguments: {}, _meta });
  expect(seen.has('notifications/message')).toBe(has);
});

it('passes on a log message and a result that arrive while the user is asked', async () => {
  let end: () => void = () => {};
  const url = await scripted(({ id }, response) => {
    const send = (message: object) =>
      response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    send({ id: 'question', method: 'elicitation/create', params: QUESTION });
    end = () => {
      send({ method: 'notifications/message', params: LOG_MESSAGE });
      send({ id, result: { content: [{ type: 'text', text: 'done' }] } });
    };
  });
  const { client, seen } = await throughGateway({ pin: '2026-07-28' }, url);
  client.setRequestHandler('elicitation/create', () => {
    end();
    return { action: 'decline' };
  });
  const _meta = { 'io.modelcontextprotocol/logLevel': 'info' };
  const result = await client.callTool({ name: 'act', arguments: {}, _meta });
  expect(result).toMatchObject({ content: [{ text: 'done' }] });
  expect(seen.has('notifications/message')).toBe(true);
});

/** A server of both protocols whose tool sends a log message. */
const logging = () =>
  defineProvider({
    name: 'logging',
    version: '1.0.0',
    capabilities: { tools: {}, logging: {} },
    configure(server) {
      const definition = { inputSchema: z.object({}), annotations: { readOnlyHint: true } };
      server.registerTool('show', definition, async (_args, { mcpReq }) => {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers still send them
        await mcpReq.log('info', 'x');
        return { content: [] };
      });
    },
  });

it('passes on log messages of a server since 2026-07-28', async () => {
  const { client, seen } = await throughGateway('legacy', await httpServer(logging()));
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of 2025-11-25 send it
  await client.setLoggingLevel('notice');
  await client.callTool({ name: 'show', arguments: {} });
  expect(seen.has('notifications/message')).toBe(false);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of 2025-11-25 send it
  await client.setLoggingLevel('debug');
  await client.callTool({ name: 'show', arguments: {} });
  expect(seen.has('notifications/message')).toBe(true);
});

it('passes on what the documentation says, and nothing else', async () => {
  const all = [
    ClientRequestSchema,
    ServerRequestSchema,
    ClientNotificationSchema,
    ServerNotificationSchema,
  ].flatMap(({ options }) => options.map(({ shape }) => shape.method.value));
  const effects = new Map(documented());
  expect([...effects.keys()].sort()).toEqual([...new Set(all)].sort());

  const { client, seen } = await throughGateway();
  expect(client.getInstructions()).toContain('Be brief.');
  const progress = () => void seen.add('notifications/progress');
  await client.readResource({ uri: 'acme://main' });
  await client.getPrompt({ name: 'greet' });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of 2025-11-25 send it
  await client.setLoggingLevel('debug');
  await client.subscribeResource({ uri: 'acme://main' }).catch(() => {});
  await client.unsubscribeResource({ uri: 'acme://main' }).catch(() => {});
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of 2025-11-25 send it
  await client.sendRootsListChanged();
  for (const ref of [
    { type: 'ref/prompt', name: 'greet' },
    { type: 'ref/resource', uri: 'acme://rooms/{room}' },
  ] as const) {
    const argument = { name: 'name' in ref ? 'who' : 'room', value: 'An' };
    expect((await client.complete({ ref, argument })).completion).toEqual({
      values: [`An of ${'name' in ref ? ref.name : ref.uri}`],
      total: 500,
      hasMore: true,
    });
  }
  const _meta = {
    'acme.example/ticket': 'T-1',
    'io.modelcontextprotocol/x': 1,
    traceparent: '00-1',
  };
  const { structuredContent } = await client.callTool(
    { name: 'show', arguments: {}, _meta },
    { onprogress: progress },
  );
  const arrived = structuredContent as { seen: string[]; meta: Record<string, unknown> };
  expect(arrived.meta).toEqual({
    'acme.example/ticket': 'T-1',
    traceparent: '00-1',
    progressToken: expect.anything() as unknown,
  });
  const sent = [
    ...Object.keys(FROM_SERVER),
    'resources/read',
    'prompts/get',
    'completion/complete',
    'tools/call',
    'logging/setLevel',
    'resources/subscribe',
    'resources/unsubscribe',
    'notifications/roots/list_changed',
  ];
  const passed = sent.filter((name) => seen.has(name) || arrived.seen.includes(name));
  expect(passed.sort()).toEqual(sent.filter((name) => effects.get(name) === 'passed on').sort());
});
