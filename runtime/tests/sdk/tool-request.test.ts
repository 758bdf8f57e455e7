import { createMcpHandler } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import { confirm } from '../../src/call/elicitation/questions.js';
import type { Middleware, MiddlewareCall } from '../../src/call/middleware.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider, ToolError } from '../../src/index.js';
import { type Endpoint, type Exchange, sdkLineOf } from '../../src/provider/sdk-line.js';
import { toolRequest } from '../../src/sdk/v2/tool-request.js';
import { addTools } from '../add-tools.js';
import { smallProject } from '../small-project.js';

const CURRENT = '2026-07-28';
const ACCEPT = 'application/json, text/event-stream';
const META = {
  'io.modelcontextprotocol/protocolVersion': CURRENT,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

interface Row {
  what: string;
  method?: string;
  /** Absent: a call of the tool "echo". */
  params?: object;
  headers?: Record<string, string | undefined>;
  message?: unknown;
  isOurs?: boolean;
  /** Answered without a server of the SDK. */
  isDirect?: boolean;
}

const direct = { isOurs: true, isDirect: true };
const ours = { isOurs: true };
const ELICITATION = {
  'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
};
const called = (name: string, more: object = {}) => ({ params: { name, ...more } });
/** A member of this name is not what JavaScript makes of it. */
const withProto = (json: string): object => JSON.parse(json) as object;

const either: Row[] = [
  { what: 'a list', method: 'tools/list', ...direct },
  {
    what: 'a list of a page that does not exist',
    method: 'tools/list',
    params: { cursor: 'x' },
    ...ours,
  },
  { what: 'a call', ...direct },
  { what: 'a call without arguments', ...called('blocks'), ...ours },
  { what: 'a call with wrong arguments', ...called('echo', { arguments: { text: 1 } }), ...direct },
  { what: 'a call with arguments of another shape', ...called('echo', { arguments: [] }), ...ours },
  { what: 'a call with another member', ...called('echo', { task: {} }), ...ours },
  {
    what: 'an argument called __proto__',
    params: withProto('{"name":"echo","arguments":{"text":"hi","__proto__":{}}}'),
    ...ours,
  },
  { what: 'a tool that fails', ...called('fail'), ...direct },
  { what: 'a tool with a bug', ...called('bug'), ...direct },
  { what: 'a structured result', ...called('structured'), ...direct },
  { what: 'a result with _meta', ...called('labelled'), ...ours },
  { what: 'an unknown tool', ...called('toString'), ...ours },
  { what: 'a call with progress', ...called('steps', { _meta: { progressToken: 7 } }), ...ours },
  {
    what: 'a call with a trace',
    ...called('middleware', { _meta: { traceparent: '00-1-2-01' } }),
    headers: { 'x-note': 'n', authorization: 'Bearer x' },
    ...direct,
  },
  { what: 'a question to a client that cannot ask', ...called('question'), ...direct },
  { what: 'a header of an argument that has none', headers: { 'mcp-param-text': 'x' }, ...direct },
  { what: 'another method', method: 'ping' },
  { what: 'an unknown version', headers: { 'mcp-protocol-version': '2020-01-01' } },
];

const CASES: Record<'current' | 'legacy', Row[]> = {
  current: [
    ...either,
    { what: 'a question', ...called('question', { _meta: ELICITATION }), ...ours },
    {
      what: 'an argument that is in a header',
      ...called('region', { arguments: { region: 'eu' } }),
      headers: { 'mcp-param-region': 'eu' },
      ...ours,
    },
    {
      what: 'an argument that contradicts its header',
      ...called('region', { arguments: { region: 'eu' } }),
      headers: { 'mcp-param-region': 'us' },
      ...ours,
    },
    { what: 'no version in the headers', headers: { 'mcp-protocol-version': undefined } },
    { what: 'no method in the headers', headers: { 'mcp-method': undefined } },
    { what: 'another method in the headers', headers: { 'mcp-method': 'tools/list' } },
    { what: 'no name in the headers', headers: { 'mcp-name': undefined } },
    { what: 'another name in the headers', headers: { 'mcp-name': 'fail' } },
    { what: 'an encoded name in the headers', headers: { 'mcp-name': '=?base64?ZWNobw==?=' } },
    {
      what: 'a name in the headers of a list',
      method: 'tools/list',
      headers: { 'mcp-name': 'echo' },
    },
    { what: 'no name', params: {} },
    {
      what: 'no capabilities of the client',
      ...called('echo', { _meta: { 'io.modelcontextprotocol/clientCapabilities': undefined } }),
    },
    {
      what: 'wrong capabilities of the client',
      ...called('echo', {
        _meta: { 'io.modelcontextprotocol/clientCapabilities': { elicitation: 1 } },
      }),
    },
    {
      what: 'a client without a name',
      ...called('echo', { _meta: { 'io.modelcontextprotocol/clientInfo': {} } }),
    },
    {
      what: 'an unknown log level',
      ...called('echo', { _meta: { 'io.modelcontextprotocol/logLevel': 'x' } }),
    },
    {
      what: 'another version in the message',
      ...called('echo', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2025-11-25' } }),
    },
    {
      what: 'a notification',
      message: { jsonrpc: '2.0', method: 'tools/call', params: { _meta: META } },
    },
  ],
  legacy: [
    ...either,
    { what: 'no version', headers: { 'mcp-protocol-version': undefined }, ...direct },
    { what: 'an older version', headers: { 'mcp-protocol-version': '2025-03-26' }, ...direct },
    { what: 'no name', params: {}, ...ours },
    {
      what: 'a key of the protocol in _meta',
      ...called('echo', { _meta: { 'io.modelcontextprotocol/related-task': { taskId: 't' } } }),
      ...ours,
    },
    { what: 'a method in the headers', headers: { 'mcp-method': 'tools/call' }, ...ours },
    { what: 'another name in the headers', headers: { 'mcp-name': 'fail' }, ...ours },
    { what: 'the current version in the headers', headers: { 'mcp-protocol-version': CURRENT } },
    { what: 'a notification', message: { jsonrpc: '2.0', method: 'tools/call' } },
    { what: 'another JSON-RPC', message: { jsonrpc: '1.0', id: 1, method: 'tools/list' } },
    { what: 'another id', message: { jsonrpc: '2.0', id: 1.5, method: 'tools/list' } },
    { what: 'a batch', message: [{ jsonrpc: '2.0', id: 1, method: 'tools/list' }] },
  ],
};

function requestOf(era: 'current' | 'legacy', row: Row): { request: Request; message: unknown } {
  const { method = 'tools/call', params = { name: 'echo', arguments: { text: 'hi' } } } = row;
  const sent = method === 'tools/list' && !row.params ? {} : params;
  const meta = { ...META, ...('_meta' in sent ? (sent._meta as object) : {}) };
  const whole = era === 'current' ? { ...sent, _meta: meta } : sent;
  const body = JSON.stringify(row.message ?? { jsonrpc: '2.0', id: 1, method, params: whole });
  const headers = new Headers();
  const all: Record<string, string | undefined> = {
    accept: ACCEPT,
    'content-type': 'application/json',
    'mcp-protocol-version': era === 'current' ? CURRENT : '2025-11-25',
    ...(era === 'current' && { 'mcp-method': method }),
    ...(era === 'current' && 'name' in sent && { 'mcp-name': String(sent.name) }),
    ...row.headers,
  };
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) headers.set(name, value);
  const request = new Request('http://127.0.0.1/mcp', { method: 'POST', headers, body });
  return { request, message: JSON.parse(body) as unknown };
}

/** Tools that never run: `answerByName` answers. */
const OF_MIDDLEWARE = ['middleware', 'blocks', 'labelled'];

/** Tells what it sees. */
const answerByName: Middleware = async (call, next) => {
  if (call.name === 'middleware') return { content: [{ type: 'text', text: seen(call) }] };
  if (call.name === 'labelled') return { content: [{ type: 'text', text: 'a' }], _meta: { a: 1 } };
  if (call.name === 'blocks')
    return { content: [{ type: 'image', data: 'AA==', mimeType: 'image/png' }] };
  return next();
};

const seen = ({ id, meta, header, args }: MiddlewareCall): string =>
  JSON.stringify({ id, meta, note: header('X-Note'), token: header('authorization'), args });

function provider(log?: () => void) {
  const made = defineProvider({ name: 'small', version: '1.0.0', use: [answerByName] });
  made.tool({
    name: 'echo',
    description: 'Repeats.',
    input: z.object({ text: z.string() }),
    run: async ({ text }) => text,
  });
  addTools(made, {
    fail() {
      throw new ToolError('No.');
    },
    bug() {
      throw new TypeError('x is undefined');
    },
    steps({ progress }) {
      progress?.({ progress: 1, total: 2 });
      return 'done';
    },
    question: (context) => confirm(context, 'Sure?').then(() => 'yes'),
    ...Object.fromEntries(OF_MIDDLEWARE.map((name) => [name, () => ''])),
  });
  made.tool({
    name: 'region',
    description: 'Names its region.',
    input: z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }) }),
    run: async ({ region }) => region,
  });
  made.tool({
    name: 'structured',
    description: 'An object.',
    input: z.object({}),
    output: z.object({ at: z.string().optional(), n: z.number() }),
    run: async () => ({ n: 1, at: undefined }),
  });
  smallProject(made, log && { log });
  return made;
}

/** Events of a stream and JSON are compared as the messages that they bring. */
async function contentOf(response: Response) {
  const text = await response.text();
  const messages = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => data);
  return {
    status: response.status,
    messages: messages.map((data) => JSON.parse(data, withoutRandom) as unknown),
  };
}

/** States are encrypted, and ids of errors are new. */
const withoutRandom = (key: string, value: unknown): unknown =>
  key === 'requestState' ? typeof value : value;

/** A server that has answered the same before: lists are made once. */
async function answerOf(endpoint: Endpoint, request: Request, exchange: Exchange) {
  const plain = {
    headers: Object.fromEntries(request.headers),
    leaving: request.signal,
    whole: () => request,
  };
  await endpoint.respondDirectly?.(plain, exchange);
  const answer = await endpoint.respondDirectly?.(plain, exchange);
  const isDirect = typeof answer === 'string';
  const response = isDirect ? new Response(answer) : (answer ?? endpoint.fetch(request, exchange));
  return { isDirect, ...(await contentOf(await response)) };
}

describe.each(['current', 'legacy'] as const)('requests of the %s protocol', (era) => {
  it.each(CASES[era])('get what the SDK responds: $what', async (row) => {
    const { ours, theirs } = await (await endpoints())(era, row);
    expect(ours).toEqual({ ...theirs, isDirect: row.isDirect ?? false });
    const { request, message } = requestOf(era, row);
    expect(toolRequest(request, message) !== undefined).toBe(row.isOurs ?? false);
  });

  it('succeed although the log throws, as from the SDK', async () => {
    const both = await endpoints(() => {
      throw new Error('The log is full.');
    });
    const { ours, theirs } = await both(era, { what: 'a call' });
    expect(ours).toEqual({ ...theirs, isDirect: true });
    expect(JSON.stringify(theirs.messages)).not.toContain('The log is full.');
  });
});

/** What the endpoint and the SDK respond. */
async function endpoints(log?: () => void) {
  const principal = localPrincipal();
  const { createServer } = provider(log);
  const { line, provider: served } = sdkLineOf(createServer, principal);
  const endpoint = await line.httpEndpoint(served, () => {});
  const sdk = createMcpHandler(() => createServer(principal, { id: 'r' }));
  return async (era: 'current' | 'legacy', row: Row) => {
    const { request, message } = requestOf(era, row);
    const [ours, theirs] = await Promise.all([
      answerOf(endpoint, request, { id: 'r', message, principal }),
      sdk.fetch(requestOf(era, row).request).then(contentOf),
    ]);
    return { ours, theirs };
  };
}

const NAMES = ['echo', 'fail', 'bug', 'structured', 'middleware', 'toString', 'region', ''];

it('whatever a request is, the endpoint responds as the SDK does', async () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const odd = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 5, arbitrary: usual }, json, fc.constant(undefined));
  const args = fc.record({ text: odd(fc.string({ unit: 'binary' })), region: odd(fc.string()) });
  const meta = fc.dictionary(
    fc.constantFrom(...Object.keys(META), 'io.modelcontextprotocol/logLevel', 'traceparent', 'x'),
    fc.oneof(fc.constantFrom(CURRENT, '2025-11-25', {}, 'debug'), json),
    { maxKeys: 2, noNullPrototype: true },
  );
  const params = fc.record(
    { name: odd(fc.constantFrom(...NAMES)), arguments: odd(args), _meta: meta, cursor: json },
    { requiredKeys: ['name'] },
  );
  const headers = fc.dictionary(
    fc.constantFrom('mcp-protocol-version', 'mcp-method', 'mcp-name', 'x-note', 'mcp-param-region'),
    fc.constantFrom(CURRENT, '2025-06-18', '1', 'tools/call', ...NAMES, undefined),
    { maxKeys: 1, noNullPrototype: true },
  );
  const method = fc.constantFrom('tools/call', 'tools/list');
  const row = fc.record({ what: fc.constant(''), method, params, headers });
  const both = await endpoints();
  const era = fc.constantFrom('current' as const, 'legacy' as const);
  const holds = async (of: typeof era extends fc.Arbitrary<infer Era> ? Era : never, sent: Row) => {
    const { ours, theirs } = await both(of, sent);
    expect({ ...ours, isDirect: undefined }).toEqual({ ...theirs, isDirect: undefined });
  };
  await fc.assert(fc.asyncProperty(era, row, holds), { numRuns: caseCount(150) });
});
