import type { IncomingHttpHeaders } from 'node:http';
import {
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import { toolNamed } from '../../call/define/former-names.js';
import type { Lists } from '../../call/lists/lists.js';
import { toolCall, visibleTools } from '../../call/tool-calls.js';
import { ReadResponse } from '../../fetch/read-response.js';
import type {
  Endpoint,
  Exchange,
  ParsedRequest,
  PlainRequest,
  ServedProvider,
} from '../../provider/sdk-line.js';
import { headerSchemas } from './instance.js';
import {
  completionMembers,
  envelopeCheck,
  hasReservedKeys,
  isPlainResult,
  type PlainMessage,
  plainMessage,
  responseText,
  wantsNotifications,
  withoutEnvelope,
} from './plain-message.js';
import { ToolExchange } from './tool-exchange.js';
import { CURRENT_PROTOCOL, toolRequest } from './tool-request.js';
import { runCall } from './tools.js';

/**
 * Responds to `tools/call` and `tools/list` without a session and without an object of the SDK,
 * which would take most of the time of a short call. It never refuses a request: it responds only
 * to requests that are surely well-formed. The SDK handles all other requests, and all results that
 * are not plainly well-formed.
 */
export function directResponder(
  provider: ServedProvider,
): NonNullable<Endpoint['respondDirectly']> {
  const { options, policy, tasks } = provider.parts;
  const completion = completionMembers(options);
  const isAccepted = envelopeCheck();
  const listTexts = new WeakMap<Lists, Map<string, string>>();
  const headerSchemasOf = headerSchemas();

  /** Lets the SDK respond. @param outcome of a call that has been made; absent: the SDK makes the call */
  async function respondBySdk(
    request: ParsedRequest,
    exchange: Exchange,
    outcome?: Promise<CallToolResult | InputRequiredResult>,
  ): Promise<Response> {
    const toolsRequest = toolRequest(request, exchange.message);
    if (!toolsRequest) throw new Error('The request was not one for tools.'); // it has been checked
    const protocolVersion = toolsRequest.classification.revision;
    const serverExchange = { ...exchange, protocolVersion };
    const server = provider.create(exchange.principal, serverExchange) as McpServer;
    if (outcome) server.server.setRequestHandler('tools/call', () => outcome);
    const transport = new ToolExchange(toolsRequest);
    await server.connect(transport);
    return transport.serve({ request: request as Request });
  }

  async function respondToList(
    request: PlainRequest,
    exchange: Exchange,
    { id }: PlainMessage,
    allLists: Lists,
  ) {
    const version = String(request.headers['mcp-protocol-version']);
    const textsByVersion = listTexts.get(allLists) ?? new Map<string, string>();
    const text = textsByVersion.get(version);
    if (text !== undefined) return responseText(text, id);
    const response = await respondBySdk(request.whole(), exchange);
    if (!(response instanceof ReadResponse)) return response;
    const { result } = JSON.parse(response.content.toString()) as { result?: object };
    if (result) listTexts.set(allLists, textsByVersion.set(version, JSON.stringify(result)));
    return response;
  }

  async function respondToCall(
    { headers, leaving, whole: fullRequest }: PlainRequest,
    exchange: Exchange,
    { id, method, params: { _meta } }: PlainMessage,
    call: Call<ProtocolResult>,
  ): Promise<string | Response> {
    const { principal } = exchange;
    const caller = { provider: options.name, principal, policy, request: exchange };
    const isCurrent = _meta !== undefined && PROTOCOL_VERSION_META_KEY in _meta;
    const get = (name: string) => (name === 'x-request-id' ? exchange.id : headerIn(headers, name));
    const outcome = runCall(caller, call, {
      mcpReq: {
        id,
        method,
        ...(_meta && { _meta: withoutEnvelope(_meta) }),
        envelope: isCurrent ? _meta : {}, // before 2026-07-28, only a session can ask the user
        signal: leaving,
      },
      http: { req: { headers: { get } } },
    });
    const result = await outcome.catch(() => undefined);
    if (leaving.aborted) return new Response(null, { status: 202 });
    // The SDK checks and sends the outcome of the call, which does not run again.
    if (!isPlainResult(result)) return respondBySdk(fullRequest(), exchange, outcome);
    return responseText(JSON.stringify(result), id, isCurrent ? completion : undefined);
  }

  return (request, exchange) => {
    const message = plainMessage(exchange.message);
    if (!message || !isPlainRequest(request.headers, message)) return undefined;
    const { _meta: meta, name, arguments: args = {} } = message.params;
    const isValid = () => toolRequest(request.whole(), exchange.message) !== undefined;
    if (meta && PROTOCOL_VERSION_META_KEY in meta && !isAccepted(meta, isValid)) return undefined;
    const { registrations, lists, views } = provider.partsFor(exchange);
    const dependsOnClient =
      name === undefined ? (tasks ?? views) : tasks && toolNamed(registrations.tools, name)?.task;
    if (dependsOnClient) return undefined;
    const allLists = lists();
    if (name === undefined) {
      const userTools = visibleTools(exchange.principal, registrations.tools, allLists.tools);
      return userTools.length === allLists.tools.length
        ? respondToList(request, exchange, message, allLists)
        : undefined;
    }
    if (headerSchemasOf(allLists.tools, registrations.tools)?.has(name)) return undefined; // the SDK compares arguments with headers
    const call = toolCall(registrations.tools, name, args);
    return call && respondToCall(request, exchange, message, call);
  };
}

/** Returns a header of the request; the token is left out, as for the SDK. */
function headerIn(headers: IncomingHttpHeaders, name: string): string | null {
  const key = name.toLowerCase();
  const value = key === 'authorization' ? undefined : headers[key];
  return value === undefined ? null : String(value);
}

/** Returns whether the headers conform to the protocol and agree with the message. */
function isPlainRequest(headers: IncomingHttpHeaders, { method, params }: PlainMessage): boolean {
  const { 'mcp-protocol-version': version } = headers;
  const { _meta: meta = {}, name } = params;
  if (wantsNotifications(meta)) return false; // the response is a stream
  const methodAndName = [headers['mcp-method'], headers['mcp-name']];
  if (PROTOCOL_VERSION_META_KEY in meta)
    return (
      version === CURRENT_PROTOCOL &&
      meta[PROTOCOL_VERSION_META_KEY] === CURRENT_PROTOCOL &&
      methodAndName[0] === method &&
      methodAndName[1] === name
    );
  if (hasReservedKeys(meta)) return false;
  if (methodAndName.some((value) => value !== undefined)) return false;
  return (
    version === undefined ||
    (version !== CURRENT_PROTOCOL && SUPPORTED_PROTOCOL_VERSIONS.includes(String(version)))
  );
}
