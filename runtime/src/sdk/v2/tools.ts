import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Tool } from '../../provider/define.js';
import type { ListedTool, Lists } from '../../provider/lists.js';
import { toolsFor } from '../../provider/lists.js';
import type { Registrations } from '../../provider/registrations.js';
import { errorResult } from '../../provider/error-result.js';
import { asSubject } from '../../provider/call.js';
import { withinTokens } from '../../provider/result-tokens.js';
import type { Caller } from './caller.js';
import { performFor } from './caller.js';
import { uncheckedSchema } from './unchecked-schema.js';

/** Tools check their arguments, and their schemas are ready: the SDK's own registration would do both with each request. */
export function serveTools(caller: Caller, registrations: Registrations, lists: () => Lists): void {
  const { server } = caller.server;
  server.setRequestHandler('tools/list', () => ({
    tools: toolsFor(caller.principal, registrations.tools, lists().tools),
  }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = registrations.tools.get(params.name);
    if (tool) return callOf(caller, tool, params.arguments ?? {}, context);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
  });
}

/** Registered with the SDK, which can then list and call other tools beside them. */
export function registerTools(
  caller: Caller,
  tools: ReadonlyMap<string, Tool>,
  listed: ListedTool[],
): void {
  for (const { name, inputSchema, outputSchema, ...described } of listed) {
    const tool = tools.get(name);
    if (!tool) continue;
    const config = {
      ...described,
      inputSchema: uncheckedSchema(inputSchema),
      ...(outputSchema && { outputSchema: uncheckedSchema(outputSchema) }),
    };
    caller.server.registerTool(name, config, (args, context) =>
      callOf(caller, tool, args, context),
    );
  }
}

function callOf(caller: Caller, called: Tool, given: unknown, request: ServerContext) {
  const { tool, args } = called.forwards?.(given) ?? { tool: called, args: given };
  return performFor(caller, asSubject(tool), request, {
    args,
    run: async (context) => withinTokens(await tool.call(args, context), tool),
    resultOf: (outcome) => (outcome.ok ? outcome.value : errorResult(outcome)) as CallToolResult,
  });
}
