import type { Failure } from './call.js';
import { textBlock } from './content.js';
import type { WholeResult } from './definitions.js';

/** A failure as the model reads it, in the form of MCP `CallToolResult`. @throws the error of another MCP server */
export function errorResult({ message, content = [], rpc }: Failure): WholeResult {
  if (rpc) throw rpcError(message, rpc);
  return { content: [textBlock(message), ...content], isError: true };
}

/** Both lines of the SDK send the code and the data of any error that has them. */
export const rpcError = (message: string, { code, data }: NonNullable<Failure['rpc']>): Error =>
  Object.assign(new Error(message), { code, ...(data !== undefined && { data }) });
