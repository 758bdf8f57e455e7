import {
  type CallToolResult,
  classifyInboundRequest,
  type InputRequiredResult,
  type JSONRPCMessage,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import { Disconnection } from '../../call/call-limit.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import { toolNamed } from '../../call/define/former-names.js';
import { toolCall } from '../../call/tool-calls.js';
import type { Principal } from '../../identity/principal.js';
import type { ServedProvider } from '../../provider/sdk-line.js';
import type { DirectCalls, StdioConnection } from '../../serving/stdio-connection.js';
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
import { CURRENT_PROTOCOL } from './tool-request.js';
import { callTool, runCall } from './tools.js';

/**
 * Responds to `tools/call` of one connection before the SDK reads the message, because its own handling takes longer than a
 * short call. The SDK gets the first call: then it is certain that it serves the connection with this server. As over HTTP,
 * this code responds only to requests that are surely well-formed; the SDK gets all other messages and results. It also gets
 * calls that report progress or send log messages, because such notifications must belong to a request of the SDK.
 * @param mcpServer a server that is not connected yet
 * @param isCurrent whether it will serve protocol 2026-07-28, or 2025-11-25 or older
 */
export function respondToCalls(
  connection: StdioConnection,
  mcpServer: McpServer,
  { parts }: Pick<ServedProvider, 'parts'>,
  principal: Principal,
  isCurrent: boolean,
): void {
  const { options, registrations, policy, tasks } = parts;
  const { server } = mcpServer;
  const { name: provider } = options;
  const caller = { provider, principal, policy, request: undefined, server: mcpServer };
  const completion = isCurrent ? completionMembers(options) : undefined;
  const isAccepted = envelopeCheck();
  const openCalls = new Map<string | number, Disconnection>();
  const sdkHandler = callTool(caller, registrations.tools, tasks);

  function isPlainCall({ params: { _meta: meta = {} } }: PlainMessage, message: unknown): boolean {
    if (wantsNotifications(meta) || (!isCurrent && options.capabilities.logging)) return false;
    return isCurrent
      ? meta[PROTOCOL_VERSION_META_KEY] === CURRENT_PROTOCOL &&
          isAccepted(meta, () => isValid(message))
      : !hasReservedKeys(meta);
  }

  function callOf(request: PlainMessage, message: unknown): Call<ProtocolResult> | undefined {
    const { name, arguments: args = {} } = request.params;
    if (name === undefined || !isPlainCall(request, message)) return undefined;
    if (tasks && toolNamed(registrations.tools, name)?.task) return undefined;
    try {
      return toolCall(registrations.tools, name, args);
    } catch {
      return undefined; // the SDK responds with the error
    }
  }

  /** Lets the SDK send the outcome of a call, which does not run again. */
  function handOver(
    outcome: Promise<CallToolResult | InputRequiredResult>,
    client: Disconnection,
    passToSdk: () => void,
  ) {
    let pendingOutcome: typeof outcome | undefined = outcome;
    server.setRequestHandler('tools/call', (request, context) => {
      const currentOutcome = pendingOutcome;
      pendingOutcome = undefined;
      if (!currentOutcome) return sdkHandler(request, context); // the user has answered, so the call runs again
      context.mcpReq.signal.addEventListener('abort', () => client.abort(), { once: true });
      return currentOutcome;
    });
    passToSdk(); // the SDK reads the handler that is set now
    server.setRequestHandler('tools/call', sdkHandler);
  }

  async function respondToCall(
    message: PlainMessage,
    call: Call<ProtocolResult>,
    passToSdk: () => void,
  ): Promise<void> {
    const { id } = message;
    const client = new Disconnection();
    openCalls.set(id, client);
    const outcome = runCall(caller, call, {
      mcpReq: new DirectRequest(message, client, isCurrent),
    });
    const result = await outcome.catch(() => undefined);
    if (openCalls.get(id) === client) openCalls.delete(id);
    if (client.aborted) return;
    if (isPlainResult(result))
      await connection.respond(id, responseText(JSON.stringify(result), id, completion));
    else handOver(outcome, client, passToSdk);
  }

  const connect = mcpServer.connect.bind(mcpServer);
  mcpServer.connect = async (transport) => {
    await connect(transport);
    const { onmessage, onclose } = transport;
    const direct: DirectCalls = {
      callOf(message) {
        const request = plainMessage(message);
        const call = request && callOf(request, message);
        if (!call) return undefined;
        const passToSdk = () => onmessage?.(message as JSONRPCMessage);
        return () => {
          respondToCall(request, call, passToSdk).catch((error: unknown) =>
            server.onerror?.(error as Error),
          );
        };
      },
      cancel: (id) => openCalls.get(id)?.abort(),
    };
    transport.onmessage = (message: JSONRPCMessage, extra) => {
      if ('method' in message && message.method === 'tools/call') connection.direct = direct;
      onmessage?.(message, extra);
    };
    transport.onclose = () => {
      connection.direct = undefined;
      for (const client of openCalls.values()) client.abort();
      onclose?.();
    };
  };
}

/** The part of a request that a call reads. Only middleware reads the metadata. */
class DirectRequest {
  constructor(
    private readonly message: PlainMessage,
    readonly signal: Disconnection,
    private readonly isCurrent: boolean,
  ) {}

  get id() {
    return this.message.id;
  }

  get method() {
    return this.message.method;
  }

  get envelope() {
    return this.isCurrent ? this.message.params._meta : undefined;
  }

  get _meta() {
    const { _meta } = this.message.params;
    return _meta && withoutEnvelope(_meta);
  }
}

/** Returns whether the SDK would accept the envelope of such an HTTP request. */
const isValid = (body: unknown): boolean =>
  classifyInboundRequest({
    httpMethod: 'POST',
    body,
    protocolVersionHeader: CURRENT_PROTOCOL,
    mcpMethodHeader: 'tools/call',
  }).kind === 'modern';
