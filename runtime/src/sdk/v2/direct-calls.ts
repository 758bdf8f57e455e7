import {
  type CallToolResult,
  classifyInboundRequest,
  type InputRequiredResult,
  type JSONRPCMessage,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  type Transport,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import type { ProtocolResult } from '../../call/definitions.js';
import { toolNamed } from '../../call/former-names.js';
import { toolCall } from '../../call/tool-calls.js';
import type { Principal } from '../../identity/principal.js';
import type { ServedProvider } from '../../provider/sdk-line.js';
import {
  completionMembers,
  envelopeCheck,
  hasReservedKeys,
  isPlainResult,
  type PlainMessage,
  plainMessage,
  wantsNotifications,
  withoutEnvelope,
} from './plain-message.js';
import { CURRENT_PROTOCOL } from './tool-request.js';
import { callTool, runCall } from './tools.js';

/**
 * Answers `tools/call` of one connection without the SDK, whose own handling takes longer than a short call. As over HTTP,
 * only requests that are surely well-formed are answered here; the SDK gets all other messages and results. It also gets
 * calls that report progress or send log messages, because such notifications must belong to a request of the SDK.
 * @param mcpServer a server that is not connected yet
 * @param isCurrent whether it will serve protocol 2026-07-28, or 2025-11-25 or older
 */
export function answerCalls(
  mcpServer: McpServer,
  { parts }: Pick<ServedProvider, 'parts'>,
  principal: Principal,
  isCurrent: boolean,
): void {
  const { options, registrations, policy, tasks } = parts;
  const { server } = mcpServer;
  const { name: provider } = options;
  const caller = { provider, principal, policy, request: undefined, server: mcpServer };
  const resultMembers = isCurrent && completionMembers(options);
  const isAccepted = envelopeCheck();
  const openCalls = new Map<string | number, AbortController>();
  const sdkHandler = callTool(caller, registrations.tools, tasks);

  function isAnswerable({ params: { _meta: meta = {} } }: PlainMessage, message: unknown): boolean {
    if (wantsNotifications(meta) || (!isCurrent && options.capabilities.logging)) return false;
    return isCurrent
      ? meta[PROTOCOL_VERSION_META_KEY] === CURRENT_PROTOCOL &&
          isAccepted(meta, () => isValid(message))
      : !hasReservedKeys(meta);
  }

  /** Lets the SDK send the outcome of a call, which does not run again. */
  function handOver(
    outcome: Promise<CallToolResult | InputRequiredResult>,
    control: AbortController,
    passToSdk: () => void,
  ) {
    let pendingOutcome: typeof outcome | undefined = outcome;
    server.setRequestHandler('tools/call', (request, context) => {
      const currentOutcome = pendingOutcome;
      pendingOutcome = undefined;
      if (!currentOutcome) return sdkHandler(request, context); // with the answer of the user
      context.mcpReq.signal.addEventListener('abort', () => control.abort(), { once: true });
      return currentOutcome;
    });
    passToSdk(); // the SDK reads the handler that is set now
    server.setRequestHandler('tools/call', sdkHandler);
  }

  async function call(
    { id, method, params: { _meta } }: PlainMessage,
    task: Call<ProtocolResult>,
    send: Transport['send'],
    pass: () => void,
  ): Promise<void> {
    const control = new AbortController();
    openCalls.set(id, control);
    const outcome = runCall(caller, task, {
      mcpReq: {
        id,
        method,
        ...(_meta && { _meta: withoutEnvelope(_meta) }),
        ...(isCurrent && { envelope: _meta }),
        signal: control.signal,
      },
    });
    const result = await outcome.catch(() => undefined);
    if (openCalls.get(id) === control) openCalls.delete(id);
    if (control.signal.aborted) return;
    if (isPlainResult(result))
      await send({ result: { ...result, ...resultMembers }, jsonrpc: '2.0', id });
    else handOver(outcome, control, pass);
  }

  const connect = mcpServer.connect.bind(mcpServer);
  mcpServer.connect = async (transport) => {
    await connect(transport);
    const { onmessage, onclose } = transport;
    const send = transport.send.bind(transport);
    transport.onmessage = (message: JSONRPCMessage, extra) => {
      const passMessage = () => onmessage?.(message, extra);
      const plainRequest = plainMessage(message);
      const { name, arguments: callArguments = {} } = plainRequest?.params ?? {};
      const task =
        plainRequest &&
        name !== undefined &&
        isAnswerable(plainRequest, message) &&
        !(tasks && toolNamed(registrations.tools, name)?.task) &&
        toolCall(registrations.tools, name, callArguments);
      if (plainRequest && task) {
        call(plainRequest, task, send, passMessage).catch((error: unknown) =>
          server.onerror?.(error as Error),
        );
        return;
      }
      if ('method' in message && message.method === 'notifications/cancelled')
        openCalls.get(message.params?.requestId as string | number)?.abort();
      passMessage();
    };
    transport.onclose = () => {
      for (const control of openCalls.values()) control.abort();
      onclose?.();
    };
  };
}

/** Whether the SDK would accept the envelope of such an HTTP request. */
const isValid = (body: unknown): boolean =>
  classifyInboundRequest({
    httpMethod: 'POST',
    body,
    protocolVersionHeader: CURRENT_PROTOCOL,
    mcpMethodHeader: 'tools/call',
  }).kind === 'modern';
