import {
  type CallToolRequest,
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Call } from '../../call/call.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import type { Registrations } from '../../call/define/registrations.js';
import type { ListedTool } from '../../call/lists/lists.js';
import { errorResult } from '../../call/result/error-result.js';
import { toolCall, visibleTools } from '../../call/tool-calls.js';
import { type ProviderParts, VIEWS_EXTENSION } from '../../provider/definition.js';
import { principalIn } from '../../provider/sdk-line.js';
import { type Caller, type CallRequest, performFor } from './caller.js';
import { uncheckedSchema } from './unchecked-schema.js';

type ToolParts = Pick<ProviderParts<never>, 'registrations' | 'lists' | 'tasks' | 'views'>;

const Extensions = z.looseObject({ [VIEWS_EXTENSION]: z.looseObject({}) });
const Declared = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({ extensions: Extensions }),
});

/**
 * Returns whether a client can show views. It states so with each request; one of 2025-11-25 or
 * older at the start of its session, and one without a session not at all: it gets them.
 */
function canShow(
  server: Caller['server']['server'],
  { mcpReq: { envelope } }: CallRequest,
): boolean {
  if (envelope !== undefined) return Declared.safeParse(envelope).success;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- only a session has them
  const capabilities = server.getClientCapabilities();
  return capabilities === undefined || Extensions.safeParse(capabilities.extensions).success;
}

/**
 * Serves tools without the SDK's own registration: tools check their arguments, and their schemas
 * are ready, so it would do both with each request.
 */
export function serveTools(
  caller: Caller,
  { registrations, lists, tasks, views }: ToolParts,
): void {
  const { server } = caller.server;
  server.setRequestHandler('tools/list', async (_request, context) => {
    const { tools } = registrations;
    const principal = principalIn(caller.principal, context.http?.authInfo);
    const listedTools = tasks
      ? (await import('./tasks.js')).listTools(
          caller,
          registrations,
          lists(),
          await tasks(),
          context,
        )
      : visibleTools(principal, tools, lists().tools);
    return { tools: views && canShow(server, context) ? await views(listedTools) : listedTools };
  });
  server.setRequestHandler('tools/call', callTool(caller, registrations.tools, tasks));
  if (tasks) serveTasks(caller, registrations.tools, tasks);
}

const TaskParams = z.looseObject({ taskId: z.string() });

/** Handles the methods of tasks; their code is loaded when it is used. */
function serveTasks(
  caller: Caller,
  tools: Registrations['tools'],
  tasks: NonNullable<ProviderParts<never>['tasks']>,
): void {
  for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel'] as const)
    caller.server.server.setRequestHandler(
      method,
      { params: TaskParams },
      async ({ taskId }, context) => {
        const { taskMethod } = await import('./tasks.js');
        return taskMethod(method, caller, taskId, tools, await tasks(), context);
      },
    );
}

/** Handles the calls that the SDK passes on. */
export const callTool =
  (caller: Caller, tools: Registrations['tools'], tasks?: ProviderParts<never>['tasks']) =>
  async ({ params }: CallToolRequest, context: CallRequest) => {
    if (tasks)
      return (await import('./tasks.js')).callTaskTool(
        caller,
        tools,
        params,
        await tasks(),
        context,
      );
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

/** Runs a call and converts its outcome to a result of MCP. */
export const runCall = (
  caller: Parameters<typeof performFor>[0],
  call: Call<ProtocolResult>,
  request: CallRequest,
) =>
  performFor(caller, call, request, (outcome) => {
    if (!outcome.ok && outcome.isHidden) throw toolNotFound(call.name);
    return (outcome.ok ? outcome.value : errorResult(outcome)) as CallToolResult;
  });

/** Returns the error for an unknown tool (MCP, "Tools", "Error Handling"). */
export const toolNotFound = (name: string) =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${name} not found`);
