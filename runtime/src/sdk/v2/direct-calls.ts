import {
  type CallToolResult,
  classifyInboundRequest,
  type InputRequiredResult,
  type JSONRPCMessage,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
  type Transport,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import type { WholeResult } from '../../call/definitions.js';
import { toolCall } from '../../call/tool-calls.js';
import type { Principal } from '../../identity/principal.js';
import { implementationOf } from '../../provider/definition.js';
import type { ServedProvider } from '../../provider/sdk-line.js';
import {
  asksForMore,
  envelopeCheck,
  isPlainResult,
  type PlainMessage,
  plainMessage,
  withoutEnvelope,
} from './plain-message.js';
import { CURRENT } from './tool-request.js';
import { callOf, callTool } from './tools.js';

/**
 * Answers `tools/call` of one connection without the SDK, which would take more time than a short call. As over HTTP, only
 * what is surely well-formed is answered here; all other messages and results are the SDK's. A call that reports progress or
 * sends log messages is too, because its notifications are those of a request of the SDK.
 * @param mcp a server that is not connected yet
 * @param isCurrent whether it will serve protocol 2026-07-28, or 2025-11-25 or older
 */
export function answerCalls(
  mcp: McpServer,
  { parts }: Pick<ServedProvider, 'parts'>,
  principal: Principal,
  isCurrent: boolean,
): void {
  const { options, registrations, policy } = parts;
  const { server } = mcp;
  const caller = { provider: options.name, principal, policy, request: undefined, server: mcp };
  const also = isCurrent && {
    resultType: 'complete',
    _meta: { [SERVER_INFO_META_KEY]: implementationOf(options) },
  };
  const isAccepted = envelopeCheck();
  const open = new Map<string | number, AbortController>();
  const bySdk = callTool(caller, registrations.tools);

  function isServed({ params: { _meta: meta = {} } }: PlainMessage, message: unknown): boolean {
    if (asksForMore(meta) || (!isCurrent && options.capabilities.logging)) return false;
    return isCurrent
      ? meta[PROTOCOL_VERSION_META_KEY] === CURRENT && isAccepted(meta, () => isValid(message))
      : !Object.keys(meta).some((key) => key.startsWith('io.modelcontextprotocol/'));
  }

  /** Lets the SDK send what has come of a call, which does not run again. */
  function handOver(
    outcome: Promise<CallToolResult | InputRequiredResult>,
    control: AbortController,
    pass: () => void,
  ) {
    let first: typeof outcome | undefined = outcome;
    server.setRequestHandler('tools/call', (request, context) => {
      const made = first;
      first = undefined;
      if (!made) return bySdk(request, context); // with the answer of the person
      context.mcpReq.signal.addEventListener('abort', () => control.abort(), { once: true });
      return made;
    });
    pass(); // takes the handler that is set
    server.setRequestHandler('tools/call', bySdk);
  }

  async function call(
    { id, method, params: { _meta } }: PlainMessage,
    task: Call<WholeResult>,
    send: Transport['send'],
    pass: () => void,
  ): Promise<void> {
    const control = new AbortController();
    open.set(id, control);
    const outcome = callOf(caller, task, {
      mcpReq: {
        id,
        method,
        ...(_meta && { _meta: isCurrent ? withoutEnvelope(_meta) : _meta }),
        ...(isCurrent && { envelope: _meta }),
        signal: control.signal,
      },
    });
    const result = await outcome.catch(() => undefined);
    if (open.get(id) === control) open.delete(id);
    if (control.signal.aborted) return;
    if (isPlainResult(result)) await send({ result: { ...result, ...also }, jsonrpc: '2.0', id });
    else handOver(outcome, control, pass);
  }

  const connect = mcp.connect.bind(mcp);
  mcp.connect = async (transport) => {
    await connect(transport);
    const { onmessage, onclose } = transport;
    const send = transport.send.bind(transport);
    transport.onmessage = (message: JSONRPCMessage, extra) => {
      const pass = () => onmessage?.(message, extra);
      const plain = plainMessage(message);
      const { name, arguments: args = {} } = plain?.params ?? {};
      const task =
        plain &&
        name !== undefined &&
        isServed(plain, message) &&
        toolCall(registrations.tools, name, args);
      if (plain && task) {
        call(plain, task, send, pass).catch((error: unknown) => server.onerror?.(error as Error));
        return;
      }
      if ('method' in message && message.method === 'notifications/cancelled')
        open.get(message.params?.requestId as string | number)?.abort();
      pass();
    };
    transport.onclose = () => {
      for (const control of open.values()) control.abort();
      onclose?.();
    };
  };
}

/** As the SDK checks the envelope of an HTTP request. */
const isValid = (body: unknown): boolean =>
  classifyInboundRequest({
    httpMethod: 'POST',
    body,
    protocolVersionHeader: CURRENT,
    mcpMethodHeader: 'tools/call',
  }).kind === 'modern';
