import {
  type CallToolRequest,
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { Call } from '../../call/call.js';
import type { ProtocolResult } from '../../call/definitions.js';
import { errorResult } from '../../call/error-result.js';
import type { ListedTool, Lists } from '../../call/lists.js';
import type { Registrations } from '../../call/registrations.js';
import { toolCall, visibleTools } from '../../call/tool-calls.js';
import { principalIn } from '../../provider/sdk-line.js';
import { type Caller, type CallRequest, performFor } from './caller.js';
import { uncheckedSchema } from './unchecked-schema.js';

/**
 * Serves tools without the SDK's own registration: tools check their arguments, and their schemas
 * are ready, so it would do both with each request.
 */
export function serveTools(caller: Caller, registrations: Registrations, lists: () => Lists): void {
  const { server } = caller.server;
  server.setRequestHandler('tools/list', (_request, { http }) => ({
    tools: visibleTools(
      principalIn(caller.principal, http?.authInfo),
      registrations.tools,
      lists().tools,
    ),
  }));
  server.setRequestHandler('tools/call', callTool(caller, registrations.tools));
}

/** Handles the calls that the SDK passes on. */
export const callTool =
  (caller: Caller, tools: Registrations['tools']) =>
  async ({ params }: CallToolRequest, context: CallRequest) => {
    const call = toolCall(tools, params.name, params.arguments ?? {});
    if (call) return runCall(caller, call, context);
    throw toolNotFound(params.name);
  };

/** Registers tools with the SDK, which can then list and call other tools beside them. */
export function registerTools(
  caller: Caller,
  tools: Registrations['tools'],
  listedTools: ListedTool[],
): void {
  for (const { name, inputSchema, outputSchema, ...metadata } of visibleTools(
    caller.principal,
    tools,
    listedTools,
  )) {
    const config = {
      ...metadata,
      inputSchema: uncheckedSchema(inputSchema),
      ...(outputSchema && { outputSchema: uncheckedSchema(outputSchema) }),
    };
    caller.server.registerTool(name, config, (args, context) => {
      const call = toolCall(tools, name, args);
      if (call) return runCall(caller, call, context);
      throw toolNotFound(name);
    });
  }
}

export const runCall = (
  caller: Parameters<typeof performFor>[0],
  call: Call<ProtocolResult>,
  request: CallRequest,
) =>
  performFor(caller, call, request, (outcome) => {
    if (!outcome.ok && outcome.isHidden) throw toolNotFound(call.name);
    return (outcome.ok ? outcome.value : errorResult(outcome)) as CallToolResult;
  });

const toolNotFound = (name: string) =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${name} not found`);
