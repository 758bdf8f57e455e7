import type { Failure } from '../call.js';
import type { ProtocolResult } from '../define/definitions.js';
import { textBlock } from './content.js';

/** Returns a failure for the model as MCP `CallToolResult`. @throws the JSON-RPC error of another MCP server */
export function errorResult({ message, content = [], rpc }: Failure): ProtocolResult {
  if (rpc) throw jsonRpcError(message, rpc);
  return { content: [textBlock(message), ...content], isError: true };
}

/** Returns an error that both SDK versions send with its code and data. */
export const jsonRpcError = (message: string, { code, data }: NonNullable<Failure['rpc']>): Error =>
  Object.assign(new Error(message), { code, ...(data !== undefined && { data }) });
