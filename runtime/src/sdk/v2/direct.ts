import type { IncomingHttpHeaders } from 'node:http';
import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  isInputRequiredResult,
  LOG_LEVEL_META_KEY,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import type { WholeResult } from '../../call/definitions.js';
import type { Lists } from '../../call/lists.js';
import { toolCall, toolsFor } from '../../call/tool-calls.js';
import { ReadResponse } from '../../fetch/read-response.js';
import { implementationOf } from '../../provider/definition.js';
import type {
  Endpoint,
  Exchange,
  ParsedRequest,
  PlainRequest,
  ServedProvider,
} from '../../provider/sdk-line.js';
import { isObject } from '../../utils/is-object.js';
import { headerSchemas } from './instance.js';
import { ToolExchange } from './tool-exchange.js';
import { CURRENT, toolRequest } from './tool-request.js';
import { callOf } from './tools.js';

/** Distinct envelopes that the SDK has accepted: a client sends the same one with each request. */
const MOST_ENVELOPES = 256;
const MOST_ENVELOPE_CHARACTERS = 4_096;

interface Message {
  id: string | number;
  method: 'tools/call' | 'tools/list';
  params: { name?: string; arguments?: object; _meta?: Record<string, unknown> };
}

/**
 * Answers `tools/call` and `tools/list` without a session and without an object of the SDK, which would take most of the
 * time of a short call. It accepts, and never refuses: only what is surely well-formed is answered here. All other
 * requests, and all results that are not plainly well-formed, are the SDK's.
 */
export function directAnswers(provider: ServedProvider): NonNullable<Endpoint['answer']> {
  const { options, registrations, lists, policy } = provider.parts;
  const info = JSON.stringify({ [SERVER_INFO_META_KEY]: implementationOf(options) });
  const envelopes = new Set<string>();
  const listed = new WeakMap<Lists, Map<string, string>>();
  const inHeaders = headerSchemas();

  /** @param outcome of a call that has been made; absent: the SDK has it made */
  async function bySdk(
    request: ParsedRequest,
    exchange: Exchange,
    outcome?: Promise<CallToolResult | InputRequiredResult>,
  ): Promise<Response> {
    const forTools = toolRequest(request, exchange.message);
    if (!forTools) throw new Error('The request was not one for tools.'); // it has been checked
    const protocolVersion = forTools.classification.revision;
    const made = { ...exchange, protocolVersion };
    const server = provider.create(exchange.principal, made) as McpServer;
    if (outcome) server.server.setRequestHandler('tools/call', () => outcome);
    const transport = new ToolExchange(forTools);
    await server.connect(transport);
    return transport.serve({ request: request as Request });
  }

  /** What the SDK has accepted once is accepted again: its check of an envelope depends on nothing else. */
  function isAccepted(meta: object, request: PlainRequest, message: unknown): boolean {
    const text = JSON.stringify(meta);
    if (envelopes.has(text)) return true;
    if (text.length > MOST_ENVELOPE_CHARACTERS || !toolRequest(request.whole(), message))
      return false;
    if (envelopes.size >= MOST_ENVELOPES) envelopes.clear();
    envelopes.add(text);
    return true;
  }

  async function list(request: PlainRequest, exchange: Exchange, { id }: Message, all: Lists) {
    const version = String(request.headers['mcp-protocol-version']);
    const known = listed.get(all) ?? new Map<string, string>();
    const text = known.get(version);
    if (text !== undefined) return answerOf(text, id);
    const response = await bySdk(request.whole(), exchange);
    if (!(response instanceof ReadResponse)) return response;
    const { result } = JSON.parse(response.content.toString()) as { result?: object };
    if (result) listed.set(all, known.set(version, JSON.stringify(result)));
    return response;
  }

  async function call(
    { headers, leaving, whole }: PlainRequest,
    exchange: Exchange,
    { id, method, params: { _meta } }: Message,
    task: Call<WholeResult>,
  ): Promise<string | Response> {
    const { principal } = exchange;
    const caller = { provider: options.name, principal, policy, request: exchange };
    const isCurrent = _meta !== undefined && PROTOCOL_VERSION_META_KEY in _meta;
    const get = (name: string) => (name === 'x-request-id' ? exchange.id : headerIn(headers, name));
    const outcome = callOf(caller, task, {
      mcpReq: {
        id,
        method,
        ...(_meta && { _meta: withoutEnvelope(_meta) }),
        envelope: isCurrent ? _meta : {}, // before 2026-07-28, nobody can be asked without a session
        signal: leaving,
      },
      http: { req: { headers: { get } } },
    });
    const result = await outcome.catch(() => undefined);
    if (leaving.aborted) return new Response(null, { status: 202 });
    // The SDK checks and sends what has come of the call, which does not run again.
    if (!result || isInputRequiredResult(result) || !isPlainResult(result))
      return bySdk(whole(), exchange, outcome);
    const text = JSON.stringify(result);
    const also = `,"resultType":"complete","_meta":${info}}`;
    return answerOf(isCurrent ? text.slice(0, -1) + also : text, id);
  }

  return (request, exchange) => {
    const message = plainMessage(exchange.message);
    if (!message || !isPlainRequest(request.headers, message)) return undefined;
    const { _meta: meta, name, arguments: args = {} } = message.params;
    const isKnown =
      !meta || !(PROTOCOL_VERSION_META_KEY in meta) || isAccepted(meta, request, exchange.message);
    if (!isKnown) return undefined;
    const all = lists();
    if (name === undefined) {
      const shown = toolsFor(exchange.principal, registrations.tools, all.tools);
      return shown.length === all.tools.length ? list(request, exchange, message, all) : undefined;
    }
    if (inHeaders(all.tools)?.has(name)) return undefined; // the SDK compares arguments with headers
    const task = toolCall(registrations.tools, name, args);
    return task && call(request, exchange, message, task);
  };
}

const answerOf = (result: string, id: string | number): string =>
  `{"result":${result},"jsonrpc":"2.0","id":${JSON.stringify(id)}}`;

/** Without the token, as for the SDK. */
function headerIn(headers: IncomingHttpHeaders, name: string): string | null {
  const key = name.toLowerCase();
  const value = key === 'authorization' ? undefined : headers[key];
  return value === undefined ? null : String(value);
}

const ENVELOPE: ReadonlySet<string> = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_INFO_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients may still send it
  LOG_LEVEL_META_KEY,
]);

/** As the SDK hands it on. */
function withoutEnvelope(meta: Record<string, unknown>): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const key of Object.keys(meta)) if (!ENVELOPE.has(key)) own[key] = meta[key];
  return own;
}

function hasOnly(value: object, members: ReadonlySet<string>): boolean {
  for (const name of Object.keys(value)) if (!members.has(name)) return false;
  return true;
}

const MESSAGE = new Set(['jsonrpc', 'id', 'method', 'params']);
const PARAMS = {
  'tools/call': new Set(['name', 'arguments', '_meta']),
  'tools/list': new Set(['_meta']),
};

/** A request of one of the two methods with nothing else in it. */
function plainMessage(value: unknown): Message | undefined {
  if (!isObject(value) || !hasOnly(value, MESSAGE)) return undefined;
  const { jsonrpc, id, method, params = {} } = value;
  if (jsonrpc !== '2.0' || (method !== 'tools/call' && method !== 'tools/list')) return undefined;
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return undefined;
  if (!isObject(params) || !hasOnly(params, PARAMS[method])) return undefined;
  const { name, arguments: args = {}, _meta: meta = {} } = params;
  if (method === 'tools/call' && typeof name !== 'string') return undefined;
  if (![args, meta].every((one) => isObject(one) && !Object.hasOwn(one, '__proto__')))
    return undefined;
  return { id, method, params } as Message;
}

/** Whether the headers have what the protocol asks for, and agree with the message. */
function isPlainRequest(headers: IncomingHttpHeaders, { method, params }: Message): boolean {
  const { 'mcp-protocol-version': version } = headers;
  const { _meta: meta = {}, name } = params;
  if ('progressToken' in meta) return false; // the response is a stream
  const sent = [headers['mcp-method'], headers['mcp-name']];
  if (PROTOCOL_VERSION_META_KEY in meta)
    return version === CURRENT && meta[PROTOCOL_VERSION_META_KEY] === CURRENT && sent[0] === method && sent[1] === name; // prettier-ignore
  if (Object.keys(meta).some((key) => key.startsWith('io.modelcontextprotocol/'))) return false;
  if (sent.some((value) => value !== undefined)) return false;
  return (
    version === undefined ||
    (version !== CURRENT && SUPPORTED_PROTOCOL_VERSIONS.includes(String(version)))
  );
}

const RESULT = new Set(['content', 'structuredContent', 'isError']);
const TEXT = new Set(['type', 'text']);

/** Whether the schemas of the protocol surely accept it, and change nothing of it. */
function isPlainResult(result: object): boolean {
  const { content, structuredContent, isError = false } = result as Record<string, unknown>;
  return (
    hasOnly(result, RESULT) &&
    Array.isArray(content) &&
    content.every(isPlainText) &&
    (structuredContent === undefined || isPlainObject(structuredContent)) &&
    typeof isError === 'boolean'
  );
}

const isPlainText = (block: unknown): boolean =>
  isObject(block) &&
  block.type === 'text' &&
  typeof block.text === 'string' &&
  hasOnly(block, TEXT);

const isPlainObject = (value: unknown): boolean =>
  isObject(value) &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !Object.hasOwn(value, '__proto__');
