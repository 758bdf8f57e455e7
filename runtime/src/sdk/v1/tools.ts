import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { ListedTool, Lists } from '../../provider/lists.js';
import type { Registrations } from '../../provider/registrations.js';
import { errorResult } from '../../provider/error-result.js';
import { toolCall, toolsFor } from '../../provider/calls.js';
import { principalIn } from '../../provider/sdk-line.js';
import type { Caller } from './caller.js';
import { performFor } from './caller.js';

/** Tools check their arguments, and their schemas are ready: the SDK's own registration would do both again. */
export function serveTools(caller: Caller, registrations: Registrations, lists: () => Lists): void {
  const { server } = caller.server;
  server.setRequestHandler(ListToolsRequestSchema, (_request, { authInfo }) => {
    const principal = principalIn(caller.principal, authInfo);
    return { tools: toolsFor(principal, registrations.tools, lists().tools).map(asListed) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { name, arguments: given = {} } = params;
    const call = toolCall(registrations.tools, name, given);
    if (!call) throw new McpError(ErrorCode.InvalidParams, `Tool ${name} not found`);
    const outcome = await performFor(caller, call, extra);
    return outcome.ok ? outcome.value : errorResult(outcome);
  });
}

/** This version accepts only objects as results. The members are in the order in which its own registration lists them. */
const asListed = ({ title, annotations, outputSchema, ...tool }: ListedTool) => ({
  ...tool,
  ...(title && { title }),
  ...(outputSchema && { outputSchema: { ...outputSchema, type: 'object' as const } }),
  ...(annotations && { annotations }),
});
