import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../listen.js';
import { startEverything } from './everything.js';
import { catalogOf, gateway, textOf } from './gateway.js';
import { callScripted, type Era } from './scripted.js';

interface Message {
  id?: number | string;
  method?: string;
  params?: { name?: string; cursor?: string };
  result?: unknown;
  error?: unknown;
}

type Respond = (message: Message, response: ServerResponse, request: IncomingMessage) => unknown;
type Call = (message: Message, response: ServerResponse) => unknown;

/**
 * Starts a server of 2025-11-25, and returns its URL.
 * @param act responds to calls of its tools
 * @param more responds to other messages, or returns false for the usual response
 */
async function server(
  act: Respond,
  more: Respond = () => false,
  tools: readonly object[] = [TOOL],
): Promise<string> {
  const results: Record<string, object> = { initialize: INITIALIZED, 'tools/list': { tools } };
  const listener = createServer((request, response) => {
    void json(request).then(
      (body) => respond(body as Message, response, request),
      () => more({}, response, request) === false && response.writeHead(405).end(),
    );
  });
  async function respond(message: Message, response: ServerResponse, request: IncomingMessage) {
    if (message.method === undefined || message.id === undefined) {
      await more(message, response, request);
      response.writeHead(202).end();
    } else if (message.method === 'tools/call') await act(message, response, request);
    else if ((await more(message, response, request)) === false)
      send(response, message.id, results[message.method]);
  }
  return `${await listen(listener)}/mcp`;
}

const TOOL = { name: 'act', inputSchema: { type: 'object' } };
const INITIALIZED = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'odd', version: '1' },
};

/** Of both protocols: legacy clients ignore the type. */
const DONE = { content: [{ type: 'text', text: 'Ä done' }], resultType: 'complete' };

const rpc = (id: Message['id'], result: object = DONE) =>
  JSON.stringify({ jsonrpc: '2.0', id, result });

const JSON_TYPE = { 'content-type': 'application/json' };
const EVENTS = { 'content-type': 'text/event-stream' };

function send(response: ServerResponse, id: Message['id'], result?: object): void {
  const error = { jsonrpc: '2.0', id, error: { code: -32_601, message: 'Method not found' } };
  response.writeHead(200, JSON_TYPE).end(result ? rpc(id, result) : JSON.stringify(error));
}

/** What a caller of the gateway reads. */
async function act(url: string): Promise<string> {
  const { client } = await gateway({ server: url, catalog: { tools: [TOOL] } });
  const caller = await client('auto');
  return textOf(await caller.callTool({ name: 'act', arguments: {} }));
}

it('begins another session where the reference server has restarted', async () => {
  const first = await startEverything();
  const { client } = await gateway({ server: first.url, catalog: await catalogOf(first.url) });
  const caller = await client('auto');
  const echo = () => caller.callTool({ name: 'echo', arguments: { message: 'a' } });
  expect(textOf(await echo())).toBe('Echo: a');
  await first.end();
  await startEverything(Number(new URL(first.url).port));
  expect(textOf(await echo())).toBe('Echo: a'); // it says 400, not 404, to an unknown session
});

it.each([
  [404, false, { id: null, error: { code: -32_001, message: 'Session not found' } }],
  [
    400,
    true,
    { id: 'server-error', error: { code: -32_600, message: 'No valid session ID provided' } },
  ],
])(
  'calls in flight are repeated in one new session after HTTP %d (only reads: %s), and calls of the old session end as usual',
  async (status, readOnlyHint, refusal) => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    let session = 'first';
    let begun = 0;
    let calls = 0;
    const act = { ...TOOL, annotations: { readOnlyHint } };
    const tools = [act, { ...act, name: 'slow' }];
    const url = await server(
      async (message, response, { headers }) => {
        const isKnown = headers['mcp-session-id'] === session;
        const ms = message.params?.name === 'slow' ? 600 : 10 * ++calls;
        await sleep(ms);
        if (isKnown) send(response, message.id, DONE);
        else
          response.writeHead(status, JSON_TYPE).end(JSON.stringify({ jsonrpc: '2.0', ...refusal }));
      },
      (message, response) => {
        if (message.method !== 'initialize') return false;
        begun++;
        return response
          .writeHead(200, { ...JSON_TYPE, 'mcp-session-id': session })
          .end(rpc(message.id, INITIALIZED));
      },
      tools,
    );
    const { client } = await gateway({ server: url, catalog: { tools } });
    const caller = await client('auto');
    const call = async (name: string) => textOf(await caller.callTool({ name, arguments: {} }));
    await call('act');
    const slow = call('slow');
    await sleep(50);
    session = 'second';
    const all = await Promise.all([slow, ...Array.from({ length: 20 }, () => call('act'))]);
    expect(new Set(all)).toEqual(new Set(['Ä done']));
    expect(begun).toBe(2);
    expect(warnings).toEqual([]);
  },
);

it.each<[code: number | undefined, message: string, readOnly: boolean, made: number, says: string]>(
  [
    [-32_000, 'Your session budget is used up', true, 1, ''],
    [-32_000, 'Your session budget is used up', false, 1, 'It is not known whether'],
    [-32_000, 'Page "a" is not open in this browser session', true, 1, ''],
    [-32_000, 'Not allowed: there are no more seats in session 3', true, 1, ''],
    [-32_000, 'This tool is not allowed in a read-only session', true, 1, ''],
    [-32_000, 'Not valid for session 3', true, 1, ''],
    [-32_000, 'Session title is required', true, 1, ''],
    [-32_000, 'No sessions today', true, 1, ''],
    [-32_000, 'The language server not initialized yet', true, 1, ''],
    [undefined, 'Bad Request: No valid session ID provided', true, 2, ''],
    [undefined, '{"detail":"Invalid or expired session"}', true, 2, ''],
    [-32_000, 'Bad Request: Mcp-Session-Id header is required', true, 2, ''],
    [-32_000, 'Session 4f1c-22ab-9 does not exist', true, 2, ''],
    [-32_000, 'Transport not found for session', true, 2, ''],
    [-32_000, 'Bad Request: No valid session ID provided', true, 2, ''],
    [-32_000, 'Bad Request: No valid session ID provided', false, 1, 'It is not known whether'],
    [-32_000, 'Not Found: Unknown Mcp-Session-Id header', true, 2, ''],
    [-32_000, 'No transport found for sessionId', true, 2, ''],
    [-32_000, 'Session closed', true, 2, ''],
    [-32_000, 'Bad Request: Server not initialized', true, 2, ''],
    [-32_001, 'Session not found', false, 1, 'It is not known whether'],
    [-32_001, 'Session not found', true, 2, ''],
  ],
)(
  'a call that gets HTTP 400 with %s %s (only reads: %s) is sent %4$d times',
  async (code, message, readOnlyHint, made, says) => {
    let calls = 0;
    const tools = [{ ...TOOL, annotations: { readOnlyHint } }];
    const url = await server(
      ({ id }, response) => {
        calls++;
        const error = { code, message };
        const body = code ? JSON.stringify({ jsonrpc: '2.0', id, error }) : message;
        response.writeHead(400, JSON_TYPE).end(body);
      },
      ({ id, method }, response) =>
        method === 'initialize' &&
        response
          .writeHead(200, { ...JSON_TYPE, 'mcp-session-id': 'one' })
          .end(rpc(id, INITIALIZED)),
      tools,
    );
    const { client } = await gateway({ server: url, catalog: { tools } });
    const result = await (await client('auto')).callTool({ name: 'act', arguments: {} });
    expect([calls, textOf(result)]).toEqual([made, expect.stringContaining(says)]);
    if (says !== '') expect(textOf(result)).not.toMatch(/again/);
  },
);

it('does not repeat a call whose own arguments name a session', async () => {
  let calls = 0;
  const url = await server(
    ({ id }, response) => {
      calls++;
      const error = { code: -32_602, message: 'No such training session' };
      response.writeHead(400, JSON_TYPE).end(JSON.stringify({ jsonrpc: '2.0', id, error }));
    },
    ({ id, method }, response) =>
      method === 'initialize' &&
      response.writeHead(200, { ...JSON_TYPE, 'mcp-session-id': 'one' }).end(rpc(id, INITIALIZED)),
  );
  await act(url);
  expect(calls).toBe(1);
});

it('resumes a stream that the server ends before the response', async () => {
  let id: Message['id'];
  const resumed: unknown[] = [];
  const url = await server(
    (message, response) => {
      id = message.id;
      response.writeHead(200, EVENTS).end('id: 1\nretry: 10\ndata: \n\n');
    },
    (_message, response, { method, headers }) => {
      if (method !== 'GET' || headers['last-event-id'] === undefined) return false;
      resumed.push(headers['last-event-id']);
      return response.writeHead(200, EVENTS).end(`id: 2\ndata: ${rpc(id)}\n\n`);
    },
  );
  expect(await act(url)).toBe('Ä done');
  expect(resumed).toEqual(['1']);
});

const CALLS: [string, Call][] = [
  [
    'compressed JSON',
    ({ id }, response) =>
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'GZIP' }).end(gzipSync(rpc(id))),
  ],
  [
    'compressed events',
    ({ id }, response) =>
      response
        .writeHead(200, { ...EVENTS, 'content-encoding': 'gzip' })
        .end(gzipSync(`event: message\ndata: ${rpc(id)}\n\n`)),
  ],
  [
    'JSON byte by byte, late',
    async ({ id }, response) => {
      await sleep(300);
      response.writeHead(200, { 'content-type': 'Application/JSON; charset=utf-8' });
      for (const byte of Buffer.from(rpc(id))) response.write(Buffer.of(byte));
      response.end();
    },
  ],
  [
    'events with comments, other types, two data lines and line ends of Windows',
    ({ id }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      const [head = '', ...rest] = rpc(id).split(',"result"');
      response.end(
        `: hello\r\n\r\nevent: draft\r\ndata: ${rpc(id).replace('done', 'draft')}\r\n\r\nevent: message\r\ndata: ${head}\r\ndata: ,"result"${rest.join('')}\r\n\r\n`,
      );
    },
  ],
];

describe.each<Era>(['legacy', 'current'])('a server of the %s protocol', (era) => {
  it.each(CALLS)('returns its result when it sends %s', async (_, respond) => {
    const result = await callScripted((...sent) => void respond(...sent), { era });
    expect(textOf(result)).toBe('Ä done');
  });
});

it('answers a ping of the server during a call, and refuses other requests', async () => {
  const answers: Message[] = [];
  const url = await server(
    async ({ id }, response) => {
      response.writeHead(200, EVENTS);
      for (const method of ['ping', 'roots/list', 'sampling/createMessage'])
        response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', id: method, method })}\n\n`);
      await expect.poll(() => answers.length).toBe(3);
      response.end(`data: ${rpc(id)}\n\n`);
    },
    (message) =>
      message.id !== undefined && message.method === undefined ? answers.push(message) : false,
  );
  expect(await act(url)).toBe('Ä done');
  expect(answers.sort((a, b) => String(a.id).localeCompare(String(b.id)))).toMatchObject([
    { id: 'ping', result: {} },
    { id: 'roots/list', error: {} },
    { id: 'sampling/createMessage', error: {} },
  ]);
});

it('reads a list of many pages', async () => {
  const url = await server(
    () => {},
    ({ id, method, params }, response) => {
      if (method !== 'tools/list') return false;
      const page = Number(params?.cursor ?? 0);
      const tools = [{ ...TOOL, name: `act_${page}` }];
      send(response, id, { tools, ...(page < 39 && { nextCursor: String(page + 1) }) });
      return true;
    },
  );
  const names = ((await catalogOf(url)).tools ?? []).map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: 40 }, (_, page) => `act_${page}`));
});

it('passes on the result of a tool that changes during the call, and does not call it again', async () => {
  let description = 'Before.';
  let calls = 0;
  const url = await server(
    async ({ id }, response) => {
      calls++;
      description = 'After.';
      const changed = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' };
      response.writeHead(200, EVENTS).write(`data: ${JSON.stringify(changed)}\n\n`);
      await sleep(100);
      response.end(`data: ${rpc(id)}\n\n`);
    },
    ({ id, method }, response) => {
      const capabilities = { tools: { listChanged: true } };
      if (method === 'initialize') send(response, id, { ...INITIALIZED, capabilities });
      else if (method === 'tools/list') send(response, id, { tools: [{ ...TOOL, description }] });
      else return false;
      return true;
    },
  );
  const catalog = { tools: [{ ...TOOL, description }] };
  const { client } = await gateway({ server: url, catalog });
  const caller = await client('auto');
  const call = async () => textOf(await caller.callTool({ name: 'act', arguments: {} }));
  expect(await call()).toBe('Ä done');
  expect(await call()).toContain('has changed its tool "act" (description)');
  expect(calls).toBe(1);
});
