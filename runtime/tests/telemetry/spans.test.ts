import type { IncomingHttpHeaders } from 'node:http';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { apiClient, path } from '../../src/api.js';
import * as current from '../../src/index.js';
import { ask, ToolError } from '../../src/index.js';
import { telemetry, type TelemetryOptions } from '../../src/telemetry.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import * as previous from '../../src/v1.js';
import { listen } from '../listen.js';
import { catalogOf, gateway } from '../remote/gateway.js';
import { httpServer } from '../serving/provider-server.js';
import { queryAuth } from './query-auth.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const SECRET = 'a-secret-key';

const exporter = new InMemorySpanExporter();

beforeEach(() => {
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(tracing);
  const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
  propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

afterEach(() => {
  exporter.reset();
  trace.disable();
  propagation.disable();
  context.disable();
});

type Define = typeof current.defineProvider;
const lines = [
  { line: 'v2', define: current.defineProvider },
  { line: 'v1', define: previous.defineProvider as unknown as Define },
];

/** A server in front of an API; `seen` are the headers that the API gets. */
async function orders(define: Define = current.defineProvider, options?: TelemetryOptions) {
  const seen: IncomingHttpHeaders[] = [];
  const api = await listen((request, response) => {
    seen.push(request.headers);
    const status = Number(/\d+$/.exec(request.url?.split('?')[0] ?? '')?.[0]);
    const isOften = status === 503 && seen.length < 3;
    response.writeHead(isOften || status === 404 ? status : 200, {
      'content-type': 'application/json',
      'retry-after': '0.001',
    });
    response.end('{"ok":true}');
  });
  setEnvironment('ORDERS', { BASE_URL: `${api}/v1` });
  const callApi = apiClient('orders', queryAuth(SECRET));
  const defined = define({ name: 'orders', version: '1', use: [telemetry(options)] });
  defined.tool({
    name: 'get_order',
    description: 'Gets an order.',
    input: z.object({ number: z.int(), fail: z.enum(['tool', 'bug']).optional() }),
    annotations: { readOnlyHint: true },
    run: async ({ number, fail }, call) => {
      await callApi({ method: 'GET', path: path`/orders/${number}` }, call);
      if (fail === 'tool') throw new ToolError(`No ${SECRET}`);
      if (fail === 'bug') throw new RangeError(`No ${SECRET}`);
      return 'done';
    },
  });
  defined.tool({
    name: 'ask_me',
    description: 'Asks.',
    input: z.object({}),
    run: async (_args, call) => ask(call, 'Which?', z.object({ one: z.string() })).then(() => 'ok'),
  });
  defined.prompt({ name: 'greet', args: z.object({}), render: () => 'Hello.' });
  defined.resource({
    name: 'order',
    uri: 'orders://{number}',
    mimeType: 'text/plain',
    read: async () => 'An order.',
  });
  const url = await httpServer(defined);
  const client = async (mode: 'auto' | 'legacy' = 'auto') => {
    const one = await connectClient(url, mode, undefined, { form: {} });
    onTestFinished(() => one.close());
    return one;
  };
  return { url, seen, client };
}

const spans = () => exporter.getFinishedSpans();
const headerOf = (span: ReadableSpan | undefined) =>
  `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`;

describe.each(lines)('spans, line $line', ({ define }) => {
  it.each(['auto', 'legacy'] as const)('have the names of the conventions, %s', async (mode) => {
    const { client, seen } = await orders(define);
    const one = await client(mode);
    await one.callTool({
      name: 'get_order',
      arguments: { number: 7 },
      _meta: { traceparent: PARENT, baggage: 'user=ann' },
    });
    const [request, call] = spans();
    expect(call).toMatchObject({ name: 'tools/call get_order', kind: SpanKind.SERVER });
    expect(call?.spanContext().traceId).toBe(TRACE);
    expect(call?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(call?.attributes).toEqual({
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_order',
      'jsonrpc.request.id': expect.any(String) as string,
      'mcp.protocol.version': expect.stringMatching(/^20/) as string,
      'network.transport': 'tcp',
      'network.protocol.name': 'http',
      'mcp_provider.request_id': expect.any(String) as string,
      'mcp_provider.name': 'orders',
    });
    expect(request).toMatchObject({ name: 'GET', kind: SpanKind.CLIENT });
    expect(request?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(request?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': expect.any(Number) as number,
      'url.full': expect.stringMatching(/\/v1\/orders\/7$/) as string,
    });
    expect(seen[0]?.traceparent).toBe(headerOf(request));
    expect(seen[0]?.baggage).toBeUndefined();
  });

  it('follow the header of the request, if the message has no trace', async () => {
    const { url } = await orders(define);
    await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        traceparent: PARENT,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'get_order', arguments: { number: 1 } },
      }),
    }).then((response) => response.text());
    expect(spans().map((span) => span.spanContext().traceId)).toEqual([TRACE, TRACE]);
  });

  it('are named after prompts, and not after resources', async () => {
    const { client } = await orders(define);
    const one = await client();
    await one.getPrompt({ name: 'greet' });
    await one.readResource({ uri: 'orders://7' });
    expect(spans().map(({ name }) => name)).toEqual(['prompts/get greet', 'resources/read']);
    expect(spans()[0]?.attributes).toMatchObject({ 'gen_ai.prompt.name': 'greet' });
    expect(spans()[1]?.attributes).toMatchObject({ 'mcp.resource.uri': 'orders://7' });
  });

  it.each([
    { what: 'a ToolError', args: { number: 1, fail: 'tool' }, types: [undefined, 'tool_error'] },
    { what: 'a bug', args: { number: 1, fail: 'bug' }, types: [undefined, 'RangeError'] },
    { what: 'a status', args: { number: 404 }, types: ['404', 'tool_error'] },
    {
      what: 'repeated requests',
      args: { number: 503 },
      types: ['503', '503', undefined, undefined],
    },
  ])('have the type of $what, and no message', async ({ args, types }) => {
    const { client } = await orders(define);
    await (await client()).callTool({ name: 'get_order', arguments: args });
    const all = spans();
    expect(all.map(({ attributes }) => attributes['error.type'])).toEqual(types);
    expect(all.map(({ status }) => status.code === SpanStatusCode.ERROR)).toEqual(
      types.map((type) => type !== undefined),
    );
    const resends = all.flatMap(({ attributes }) => attributes['http.request.resend_count'] ?? []);
    expect(resends).toEqual(args.number === 503 ? [1, 2] : []);
    const recorded = all.map(({ attributes, events, status }) => ({ attributes, events, status }));
    expect(JSON.stringify(recorded)).not.toContain(SECRET);
  });

  it('link a caller who does not decide what is recorded', async () => {
    const { client, seen } = await orders(define, { incoming: 'link', outgoing: false });
    const one = await client();
    await one.callTool({
      name: 'get_order',
      arguments: { number: 1 },
      _meta: { traceparent: PARENT },
    });
    const call = spans().at(-1);
    expect(call?.spanContext().traceId).not.toBe(TRACE);
    expect(call?.links.map((link) => link.context.traceId)).toEqual([TRACE]);
    expect(seen[0]?.traceparent).toBeUndefined();
  });
});

it('has no failure if the call asks the person', async () => {
  const { client } = await orders();
  const one = await client();
  one.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { one: 'a' } }));
  await one.callTool({ name: 'ask_me' });
  expect(spans().map(({ name, status }) => [name, status.code])).toEqual([
    ['tools/call ask_me', SpanStatusCode.UNSET],
    ['tools/call ask_me', SpanStatusCode.UNSET],
  ]);
});

it('does nothing without an SDK', async () => {
  trace.disable();
  propagation.disable();
  context.disable();
  const { client, seen } = await orders();
  const one = await client();
  const call = { name: 'get_order', arguments: { number: 1 }, _meta: { traceparent: PARENT } };
  expect((await one.callTool(call)).isError ?? false).toBe(false);
  expect(seen[0]?.traceparent).toBeUndefined();
});

it.each(['auto', 'legacy'] as const)(
  'joins gateway, server and API in one trace, %s',
  async (mode) => {
    const { url, seen } = await orders();
    const catalog = await catalogOf(url);
    const { client } = await gateway({
      server: url,
      catalog,
      policy: { use: [telemetry()] },
      options: { isLegacy: mode === 'legacy' },
    });
    const one = await client(mode);
    await one.callTool({
      name: 'get_order',
      arguments: { number: 7 },
      _meta: { traceparent: PARENT },
    });
    const all = spans().toReversed();
    expect(all.map(({ name, kind }) => [name, SpanKind[kind]])).toEqual([
      ['tools/call get_order', 'SERVER'],
      ['tools/call get_order', 'CLIENT'],
      ['tools/call get_order', 'SERVER'],
      ['GET', 'CLIENT'],
    ]);
    const ids = all.map((span) => span.spanContext().spanId);
    expect(all.map((span) => span.parentSpanContext?.spanId)).toEqual([
      'b7ad6b7169203331',
      ...ids.slice(0, -1),
    ]);
    expect(new Set(all.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE]));
    expect(seen[0]?.traceparent).toBe(headerOf(all.at(-1)));
    expect(all[1]?.attributes).toMatchObject({
      'server.address': '127.0.0.1',
      'network.transport': 'tcp',
      'gen_ai.tool.name': 'get_order',
    });
  },
);
