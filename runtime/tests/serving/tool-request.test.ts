import { createMcpHandler } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider, ToolError } from '../../src/index.js';
import { lineOf } from '../../src/provider/sdk-line.js';
import { localPrincipal } from '../../src/provider/principal.js';
import { toolRequest } from '../../src/sdk/v2/tool-request.js';
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
}

const either: Row[] = [
  { what: 'a list', method: 'tools/list', isOurs: true },
  { what: 'a list of a page that does not exist', method: 'tools/list', params: { cursor: 'x' }, isOurs: true }, // prettier-ignore
  { what: 'a call', isOurs: true },
  { what: 'a call with wrong arguments', params: { name: 'echo', arguments: { text: 1 } }, isOurs: true }, // prettier-ignore
  { what: 'a call with arguments of another shape', params: { name: 'echo', arguments: [] }, isOurs: true }, // prettier-ignore
  { what: 'a tool that fails', params: { name: 'fail' }, isOurs: true },
  { what: 'an unknown tool', params: { name: 'toString' }, isOurs: true },
  { what: 'a call with progress', params: { name: 'steps', _meta: { progressToken: 7 } }, isOurs: true }, // prettier-ignore
  { what: 'another method', method: 'ping' },
  { what: 'an unknown version', headers: { 'mcp-protocol-version': '2020-01-01' } },
  { what: 'a client that does not accept streams', headers: { accept: 'application/json' } },
];

const CASES: Record<'current' | 'legacy', Row[]> = {
  current: [
    ...either,
    { what: 'an argument that is in a header', params: { name: 'region', arguments: { region: 'eu' } }, headers: { 'mcp-param-region': 'eu' }, isOurs: true }, // prettier-ignore
    { what: 'an argument that contradicts its header', params: { name: 'region', arguments: { region: 'eu' } }, headers: { 'mcp-param-region': 'us' }, isOurs: true }, // prettier-ignore
    { what: 'no version in the headers', headers: { 'mcp-protocol-version': undefined } },
    { what: 'no method in the headers', headers: { 'mcp-method': undefined } },
    { what: 'another method in the headers', headers: { 'mcp-method': 'tools/list' } },
    { what: 'no name in the headers', headers: { 'mcp-name': undefined } },
    { what: 'another name in the headers', headers: { 'mcp-name': 'fail' } },
    { what: 'an encoded name in the headers', headers: { 'mcp-name': '=?base64?ZWNobw==?=' } },
    { what: 'a name in the headers of a list', method: 'tools/list', headers: { 'mcp-name': 'echo' } }, // prettier-ignore
    { what: 'no name', params: {} },
    { what: 'no capabilities of the client', params: { name: 'echo', _meta: { 'io.modelcontextprotocol/clientCapabilities': undefined } } }, // prettier-ignore
    { what: 'a notification', message: { jsonrpc: '2.0', method: 'tools/call', params: { _meta: META } } }, // prettier-ignore
  ],
  legacy: [
    ...either,
    { what: 'no version', headers: { 'mcp-protocol-version': undefined }, isOurs: true },
    { what: 'no name', params: {}, isOurs: true },
    { what: 'the current version in the headers', headers: { 'mcp-protocol-version': CURRENT } },
    { what: 'a notification', message: { jsonrpc: '2.0', method: 'tools/call' } },
    { what: 'another JSON-RPC', message: { jsonrpc: '1.0', id: 1, method: 'tools/list' } },
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

function provider() {
  const made = defineProvider({ name: 'small', version: '1.0.0' });
  made.tool({
    name: 'echo',
    description: 'Repeats.',
    input: z.object({ text: z.string() }),
    run: async ({ text }) => text,
  });
  made.tool({
    name: 'fail',
    description: 'Fails.',
    input: z.object({}),
    run: async () => {
      throw new ToolError('No.');
    },
  });
  made.tool({
    name: 'steps',
    description: 'Takes two steps.',
    input: z.object({}),
    run: async (_, { progress }) => {
      progress?.({ progress: 1, total: 2 });
      return 'done';
    },
  });
  made.tool({
    name: 'region',
    description: 'Names its region.',
    input: z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }) }),
    run: async ({ region }) => region,
  });
  smallProject(made);
  return made;
}

/** Events of a stream and JSON are compared as the messages that they bring. */
async function told(response: Response) {
  const text = await response.text();
  const messages = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => data);
  return { status: response.status, messages: messages.map((data) => JSON.parse(data) as unknown) };
}

describe.each(['current', 'legacy'] as const)('requests of the %s protocol', (era) => {
  it.each(CASES[era])('get what the SDK responds: $what', async (row) => {
    const principal = localPrincipal();
    const { createServer } = provider();
    const { line, provider: served } = lineOf(createServer, principal);
    const endpoint = await line.httpEndpoint(served, () => {});
    const sdk = createMcpHandler(() => createServer(principal, { id: 'r' }));
    const { request, message } = requestOf(era, row);
    const [ours, theirs] = await Promise.all([
      endpoint.fetch(request, { id: 'r', message, principal }).then(told),
      sdk.fetch(requestOf(era, row).request).then(told),
    ]);
    expect(ours).toEqual(theirs);
    expect(toolRequest(request, message) !== undefined).toBe(row.isOurs ?? false);
  });
});
