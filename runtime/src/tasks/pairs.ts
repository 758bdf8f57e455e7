import * as z from 'zod';
import type { CallContext } from '../call/call-context.js';
import { defineTool } from '../call/define/define.js';
import type { ProtocolResult, Tool } from '../call/define/definitions.js';
import { RefusedError } from '../call/elicitation/questions.js';
import { textBlock } from '../call/result/content.js';
import { ToolError } from '../call/result/tool-error.js';
import type { TaskRecord } from './record.js';
import { NoTaskError, type Tasks } from './tasks.js';

const WAIT_MS = 40_000;
const POLL_MS = 500;
/** Time that remains of a call for its response. */
const MARGIN_MS = 2_000;

/** Returns the pairs of all tools that require a task, by name. */
export const taskPairs = (tools: ReadonlyMap<string, Tool>, tasks: Tasks): Map<string, Tool> =>
  new Map(
    [...tools.values()]
      .filter(({ task }) => task === 'required')
      .flatMap((tool) => pairOf(tool, tasks))
      .map((tool) => [tool.name, tool]),
  );

/**
 * Returns the two tools that clients without tasks get in place of a tool that requires them:
 * `start_<name>` begins the task, and `get_<name>_result` waits for its result.
 */
function pairOf(tool: Tool, tasks: Tasks): [start: Tool, result: Tool] {
  const { name, title, description, annotations, owner } = tool;
  const resultName = `get_${name}_result`;
  const ownerOf = (nameOf: (tool: string) => string) =>
    owner && { owner: { ...owner, name: nameOf(owner.name) } };
  const Started = z.object({ task_id: z.string(), status: z.string() });
  const start: Tool = {
    ...tool,
    ...ownerOf((own) => `start_${own}`),
    name: `start_${name}`,
    ...(title && { title: `Start: ${title}` }),
    description: `${description}\n\nThis takes long: the result is a task_id. Call ${resultName} with it.`,
    output: Started,
    async call(args, context) {
      const { id, status } = await tasks.begin(tool, args, context);
      const structuredContent = { task_id: id, status };
      return { content: [textBlock(JSON.stringify(structuredContent))], structuredContent };
    },
  };
  delete start.task;
  delete start.formerly;
  delete start.listed; // the definition of the tool itself
  const input = z.object({
    task_id: z.string().describe(`From start_${name}.`),
    cancel: z.boolean().optional().describe('Cancels the task instead of waiting for it.'),
  });
  const result: Tool = {
    ...defineTool({
      name: resultName,
      description: `Returns the result of start_${name}. Waits up to ${WAIT_MS / 1_000} seconds; call it again while the task is running.`,
      annotations: {
        ...(annotations?.readOnlyHint && { readOnlyHint: true }),
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: true,
      },
      input,
      run: async () => undefined,
    }),
    ...ownerOf((own) => `get_${own}_result`),
    ...(tool.accessOf && { accessOf: tool.accessOf.bind(tool) }),
    ...(tool.isHiddenFrom && { isHiddenFrom: tool.isHiddenFrom.bind(tool) }),
    async call(args, context) {
      const { data, error } = input.safeParse(args);
      if (!data) throw new ToolError(`Invalid arguments: ${error.message}`);
      try {
        const { tool: begunBy } = await tasks.get(context.principal, data.task_id);
        if (begunBy !== name) throw new NoTaskError();
        if (data.cancel) await tasks.cancel(context.principal, data.task_id);
        const record = await waitFor(tasks, data.task_id, context);
        return await resultOf(record, tasks, context, resultName);
      } catch (cause) {
        if (!(cause instanceof NoTaskError)) throw cause;
        throw new ToolError(`Task ${data.task_id} of ${name} not found, or no longer kept.`, {
          cause,
        });
      }
    },
  };
  return [start, result];
}

/** Returns the task, when it has ended or asks, or when the time of the call is almost over. */
async function waitFor(tasks: Tasks, id: string, context: CallContext): Promise<TaskRecord> {
  const now = performance.now();
  const until = Math.min(now + WAIT_MS, context.deadline - MARGIN_MS);
  for (;;) {
    const record = await tasks.get(context.principal, id);
    const isOver = performance.now() > until || context.signal.aborted;
    if (record.status !== 'working' || isOver) return record;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function resultOf(
  record: TaskRecord,
  tasks: Tasks,
  context: CallContext,
  resultName: string,
): Promise<ProtocolResult> {
  if (record.result) return record.result;
  if (record.error) throw new ToolError(record.error.message);
  if (record.status === 'cancelled')
    throw new ToolError(record.message ?? 'The task was cancelled.');
  const [key, open] = Object.entries(record.open)[0] ?? [];
  if (key !== undefined && open && context.questions) {
    const response = await responseTo(open.question, context.questions);
    await tasks.update(context.principal, record.id, { [key]: response });
  }
  const progress = record.message === undefined ? '' : ` (${record.message})`;
  return { content: [textBlock(`Still running${progress}. Call ${resultName} again.`)] };
}

async function responseTo(
  question: TaskRecord['open'][string]['question'],
  questions: NonNullable<CallContext['questions']>,
) {
  try {
    const { content } = await questions.put(question, (value) => ({ content: value }), false);
    return { action: 'accept', content };
  } catch (error) {
    if (error instanceof RefusedError) return { action: error.action };
    throw error;
  }
}
