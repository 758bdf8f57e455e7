import {
  CLIENT_CAPABILITIES_META_KEY,
  type InputRequiredResult,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ProtocolResult } from '../../call/define/definitions.js';
import { toolNamed } from '../../call/define/former-names.js';
import type { Registrations } from '../../call/define/registrations.js';
import { type ListedTool, listedTool, type Lists } from '../../call/lists/lists.js';
import { errorResult } from '../../call/result/error-result.js';
import { toolCall, visibleTools } from '../../call/tool-calls.js';
import { TASKS_EXTENSION } from '../../provider/definition.js';
import { principalIn } from '../../provider/sdk-line.js';
import { taskPairs } from '../../tasks/pairs.js';
import { readableUntil, type TaskRecord } from '../../tasks/record.js';
import { NoTaskError, type Tasks } from '../../tasks/tasks.js';
import { type Caller, type CallRequest, inputRequestsFor, performFor } from './caller.js';
import { runCall, toolNotFound } from './tools.js';

// The SDK has no interface for this extension, which is in beta: everything that depends on how the
// SDK passes its messages on is in this file.

type Tools = Registrations['tools'];

const POLL_MS = 1_000;

const Declared = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({
    extensions: z.looseObject({ [TASKS_EXTENSION]: z.looseObject({}) }),
  }),
});

/** Returns whether the client states the extension with this request; clients of 2025-11-25 and older never do. */
const hasTasks = ({ mcpReq }: CallRequest): boolean => Declared.safeParse(mcpReq.envelope).success;

/** Tools as this client can call them: without the extension, pairs replace those that require a task. */
export function listTools(
  caller: Caller,
  { tools }: Registrations,
  lists: Lists,
  tasks: Tasks,
  context: CallRequest,
): ListedTool[] {
  const principal = principalIn(caller.principal, context.http?.authInfo);
  const listedTools = visibleTools(principal, tools, lists.tools);
  if (hasTasks(context)) return listedTools;
  const pairs = taskPairs(tools, tasks);
  return [
    ...listedTools.filter(({ name }) => tools.get(name)?.task !== 'required'),
    ...visibleTools(principal, pairs, Array.from(pairs.values(), listedTool)),
  ];
}

/** Calls a tool; one that is a task answers with its task. */
export async function callTaskTool(
  caller: Caller,
  tools: Tools,
  { name, arguments: args = {} }: { name: string; arguments?: unknown },
  tasks: Tasks,
  context: CallRequest,
) {
  const tool = toolNamed(tools, name);
  const call = toolCall(tools, name, args) ?? pairCall(tools, tasks, name, args);
  if (!call) throw toolNotFound(name);
  if (!tool?.task) return runCall(caller, call, context);
  if (!hasTasks(context)) {
    if (tool.task === 'optional') return runCall(caller, call, context);
    throw missingCapability();
  }
  const begin = {
    ...call,
    run: async (...[callContext]: Parameters<typeof call.run>) => ({
      ...taskOf(await tasks.begin(tool, call.args, callContext)),
      resultType: 'task',
    }),
  };
  const result = await performFor(caller, begin, context, (outcome) => {
    if (!outcome.ok && outcome.isHidden) throw toolNotFound(name);
    return outcome.ok ? outcome.value : errorResult(outcome);
  });
  return result as Awaited<ReturnType<typeof runCall>> | InputRequiredResult;
}

/**
 * Returns the call of a tool of a pair. A task has limited its result: another limit would cut the
 * hint of the first.
 */
function pairCall(tools: Tools, tasks: Tasks, name: string, initialArgs: unknown) {
  const pairs = taskPairs(tools, tasks);
  const pair = pairs.get(name);
  const call = toolCall(pairs, name, initialArgs);
  if (!pair || !call) return undefined;
  const run: typeof call.run = (context, args) => pair.call(args, context);
  return { ...call, run };
}

/**
 * Responds to a method of the extension. The SDK takes `inputResponses` out of the parameters of
 * every request, so those of `tasks/update` are in the context.
 * @throws ProtocolError for a task that does not exist or is another user's
 */
export async function taskMethod(
  method: 'tasks/get' | 'tasks/update' | 'tasks/cancel',
  caller: Caller,
  taskId: string,
  tools: Tools,
  tasks: Tasks,
  context: ServerContext,
): Promise<ProtocolResult> {
  if (!hasTasks(context)) throw missingCapability();
  const principal = principalIn(caller.principal, context.http?.authInfo);
  try {
    if (method === 'tasks/get') return detailsOf(await tasks.get(principal, taskId, tools));
    if (method === 'tasks/cancel') await tasks.cancel(principal, taskId, tools);
    else await tasks.update(principal, taskId, context.mcpReq.inputResponses ?? {}, tools);
    return {};
  } catch (error) {
    if (!(error instanceof NoTaskError)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
  }
}

const missingCapability = () =>
  new MissingRequiredClientCapabilityError({
    requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } },
  });

/** Returns the MCP `Task`, which `CreateTaskResult` and `DetailedTask` extend. */
const taskOf = (record: TaskRecord) => ({
  taskId: record.id,
  status: record.status,
  ...(record.message !== undefined && { statusMessage: record.message }),
  createdAt: new Date(record.createdAt).toISOString(),
  lastUpdatedAt: new Date(record.updatedAt).toISOString(),
  ttlMs: readableUntil(record) - record.createdAt,
  pollIntervalMs: POLL_MS,
});

/** Returns the MCP `DetailedTask`. */
function detailsOf(record: TaskRecord) {
  const questions = new Map(
    Object.entries(record.open).map(([key, { question }]) => [key, question] as const),
  );
  return {
    ...taskOf(record),
    // Clients require "resultType", which the SDK adds to whole responses only.
    ...(record.status === 'completed' && { result: { resultType: 'complete', ...record.result } }),
    ...(record.status === 'failed' && { error: record.error }),
    ...(record.status === 'input_required' && { inputRequests: inputRequestsFor(questions) }),
  };
}
