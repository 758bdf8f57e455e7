import {
  classifyInboundRequest,
  type JSONRPCRequest,
  type MessageClassification,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { ParsedRequest } from '../../provider/sdk-line.js';
import { isMethod } from '../../utils/json-rpc.js';

/** The protocol version whose requests need no session. */
export const CURRENT_PROTOCOL = '2026-07-28';

/** A request for tools, and its protocol version. */
export interface ToolRequest {
  message: JSONRPCRequest;
  classification: MessageClassification;
}

/**
 * Recognizes `tools/list` or `tools/call` without a session.
 * @returns undefined for other requests, and if a header is missing or contradicts the body: the
 * SDK refuses these
 */
export function toolRequest(
  { method: httpMethod, headers }: ParsedRequest,
  body: unknown,
): ToolRequest | undefined {
  const isCall = isMethod(body, 'tools/call');
  if (!isCall && !isMethod(body, 'tools/list')) return undefined;
  const version = headers.get('mcp-protocol-version') ?? undefined;
  const method = headers.get('mcp-method') ?? undefined;
  const route = classifyInboundRequest({
    httpMethod,
    body,
    ...(version !== undefined && { protocolVersionHeader: version }),
    ...(method !== undefined && { mcpMethodHeader: method }),
  });
  const message = body as JSONRPCRequest; // otherwise the route is none of these
  if (route.kind === 'legacy' && route.reason === 'no-claim')
    return version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)
      ? { message, classification: { era: 'legacy' } }
      : undefined;
  if (route.kind !== 'modern' || route.messageKind !== 'request') return undefined;
  const { classification } = route;
  const name = isCall ? message.params?.name : null;
  const isNamed = version !== undefined && method !== undefined && headers.get('mcp-name') === name;
  return isNamed && classification.revision === CURRENT_PROTOCOL
    ? { message, classification }
    : undefined;
}
