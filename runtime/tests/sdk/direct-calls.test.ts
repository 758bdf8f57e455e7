import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { confirm } from '../../src/call/elicitation/questions.js';
import type { Middleware } from '../../src/call/middleware.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { type CallContext, defineProvider, ToolError } from '../../src/index.js';
import { sdkLineOf } from '../../src/provider/sdk-line.js';
import { respondToCalls } from '../../src/sdk/v2/direct-calls.js';
import { StdioConnection } from '../../src/serving/stdio-connection.js';
import { addTools } from '../add-tools.js';
import { smallProject } from '../small-project.js';

type Era = 'current' | 'legacy';

interface Message {
  id?: number | string;
  method?: string;
  params?: object;
  result?: object;
  error?: object;
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
};

/** What the tool "wait" has seen. */
const seen: string[] = [];

async function untilCancelled({ signal }: CallContext) {
  seen.push('began');
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  seen.push('aborted');
}

const images: Middleware = async ({ name }, next) =>
  name === 'image'
    ? { content: [{ type: 'image', data: 'AA==', mimeType: 'image/png' }], _meta: { a: 1 } }
    : next();

function provider() {
  const made = defineProvider({ name: 'small', version: '1.0.0', use: [images] });
  made.tool({
    name: 'echo',
    description: 'Repeats.',
    input: z.object({ text: z.string() }),
    output: z.object({ text: z.string() }),
    run: async ({ text }) => ({ text }),
  });
  addTools(made, {
    fail() {
      throw new ToolError('No.');
    },
    steps({ progress }) {
      progress?.({ progress: 1, total: 2 });
      return 'done';
    },
    question: (context) => confirm(context, 'Sure?').then(() => 'yes'),
    image: () => '',
    wait: untilCancelled,
  });
  smallProject(made);
  return made;
}

/** A client of a server over stdio, which says yes to each question. */
async function connected(
  { createServer }: ReturnType<typeof provider>,
  era: Era,
  isDirect: boolean,
  isMarked = false,
) {
  const principal = localPrincipal();
  const { provider: served } = sdkLineOf(createServer, principal);
  const received: Message[] = [];
  const [input, output] = [new PassThrough(), new PassThrough()];
  const send = (message: Message) => {
    const { params } = message;
    const _meta = { ...META, ...(params && '_meta' in params && (params._meta as object)) };
    const isRequest = era === 'current' && message.method !== undefined;
    const whole = isRequest ? { ...message, params: { ...params, _meta } } : message;
    input.write(`${JSON.stringify({ jsonrpc: '2.0', ...whole })}\n`);
  };
  createInterface(output).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    received.push(message);
    if (message.method === 'elicitation/create' && message.id !== undefined)
      send({ id: message.id, result: { action: 'accept', content: { confirmed: true } } });
  });
  const connection = new StdioConnection(isMessage, () => {}, input, output);
  serveStdio(
    () => {
      const server = createServer(principal);
      if (isMarked) server.server.setRequestHandler('tools/call', () => ({ content: [BY_SDK] }));
      if (isDirect) respondToCalls(connection, server, served, principal, era === 'current');
      return server;
    },
    { transport: connection },
  );
  const clientInfo = { name: 'test', version: '1.0.0' };
  const capabilities = { elicitation: { form: {} } };
  const params = { protocolVersion: '2025-11-25', clientInfo, capabilities };
  if (era === 'legacy') {
    send({ id: 'start', method: 'initialize', params });
    send({ method: 'notifications/initialized' });
  }
  const responseTo = (id: string) =>
    expect
      .poll(() => received.find((one) => one.id === id && !one.method), { interval: 2 })
      .toBeDefined();
  send({ id: 'first', method: 'tools/call', params: echo }); // the SDK answers it
  await responseTo('first');
  received.length = 0;
  return { send, received, responseTo };
}

const isMessage = (value: unknown): boolean =>
  isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value);

const BY_SDK = { type: 'text', text: 'by the SDK' } as const;

interface Row {
  what: string;
  params: object;
  /** Answered without the SDK. */
  isDirect?: boolean;
}

const echo = { name: 'echo', arguments: { text: 'hi' } };
const withMeta = (meta: object) => ({ ...echo, _meta: meta });

const either: Row[] = [
  { what: 'a call', params: echo, isDirect: true },
  { what: 'wrong arguments', params: { name: 'echo', arguments: { text: 1 } }, isDirect: true },
  { what: 'arguments of another shape', params: { name: 'echo', arguments: [] } },
  { what: 'another member', params: { ...echo, task: {} } },
  { what: 'a trace', params: withMeta({ traceparent: '00-1-2-01' }), isDirect: true },
  { what: 'a tool that fails', params: { name: 'fail' }, isDirect: true },
  { what: 'progress', params: { name: 'steps', _meta: { progressToken: 7 } } },
  { what: 'an image and _meta', params: { name: 'image' } },
  { what: 'a question', params: { name: 'question' } },
  { what: 'an unknown tool', params: { name: 'toString' } },
  { what: 'no name', params: {} },
];

const CASES: Record<Era, Row[]> = {
  current: [
    ...either,
    {
      what: 'another version',
      params: withMeta({ 'io.modelcontextprotocol/protocolVersion': '2025-11-25' }),
    },
    {
      what: 'an envelope with an error',
      params: withMeta({ 'io.modelcontextprotocol/clientCapabilities': 1 }),
    },
    { what: 'an unknown log level', params: withMeta({ 'io.modelcontextprotocol/logLevel': 'x' }) },
  ],
  legacy: [
    ...either,
    { what: 'an envelope', params: withMeta(META) },
    {
      what: 'a key of the protocol',
      params: withMeta({ 'io.modelcontextprotocol/related-task': { taskId: 't' } }),
    },
  ],
};

/** States are encrypted. */
const withoutRandom = (key: string, value: unknown): unknown =>
  key === 'requestState' ? typeof value : value;

describe.each(['current', 'legacy'] as const)('over stdio, %s', (era) => {
  it.each(CASES[era])(
    'a call has the answer of the SDK: $what',
    async ({ params, isDirect = false }) => {
      const served = provider();
      const outcomes: unknown[] = [];
      for (const direct of [true, false]) {
        // Where the answer is direct, the handler of the SDK does not run.
        const client = await connected(served, era, direct, direct && isDirect);
        for (const id of ['a', 'b']) {
          client.send({ id, method: 'tools/call', params });
          await client.responseTo(id);
        }
        outcomes.push(JSON.parse(JSON.stringify(client.received), withoutRandom));
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    },
  );

  it('a call that the client cancels has no response, and its code ends or does not begin', async () => {
    const { send, received, responseTo } = await connected(provider(), era, true);
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 'a' } };
    for (const isRunning of [true, false]) {
      seen.length = 0;
      send({ id: 'a', method: 'tools/call', params: { name: 'wait' } });
      if (isRunning) await expect.poll(() => seen).toEqual(['began']);
      send(cancelled);
      if (isRunning) await expect.poll(() => seen).toEqual(['began', 'aborted']);
    }
    send({ id: 'b', method: 'tools/call', params: echo });
    await responseTo('b');
    expect(received.map(({ id }) => id)).toEqual(['b']);
    expect(seen).toEqual([]);
  });
});
