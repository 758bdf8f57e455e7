import type * as z from 'zod';
import { type CallContext, recordOf } from '../call-context.js';
import { recordChange } from '../effects.js';
import { confirm as askToConfirm } from '../elicitation/questions.js';
import { type ListedTool, listedWithoutFields } from '../lists/lists.js';
import { callToolResult, isResponded, requireOutput } from '../result/call-tool-result.js';
import { contentsOf, type EmbeddedResource, user } from '../result/content.js';
import { ToolError } from '../result/tool-error.js';
import { parseArguments, problemText } from '../schema/bounded-parse.js';
import { type CheckedRun, checkedRunOf } from './checked-run.js';
import { requireFunction } from './definition-checks.js';
import type {
  ObjectSchema,
  Prompt,
  PromptDefinition,
  Resource,
  ResourceDefinition,
  Schema,
  Tool,
  ToolDefinition,
  ToolFunction,
} from './definitions.js';

/**
 * Defines the tool that a server calls: it checks arguments and results, asks the user where the
 * definition says so, and tells the record of the call before anything is changed.
 * @template Context type of the call context; a provider whose settings are in code extends it
 * @throws StartError without its code
 */
export function defineTool<
  Input extends Schema,
  Output extends ObjectSchema | undefined,
  Context extends CallContext = CallContext,
>(definition: ToolDefinition<Input, Output, Context>, provider?: string): Tool {
  const { run, confirm, ...otherOptions } = definition;
  const metadata = otherOptions as unknown as Omit<Tool, 'call'>;
  const { fields, unavailable } = metadata;
  requireFunction('tool', metadata, 'run', run, provider);
  const checkedRun = checkedRunOf(run);
  const code = { run, checkedRun, output: metadata.output } as ToolCode;
  let listedTool: ListedTool | undefined;
  const listedOnce = () => (listedTool ??= listedWithoutFields(metadata));
  return {
    ...metadata,
    async call(callArgs, context) {
      if (unavailable !== undefined) throw new ToolError(unavailable);
      const choice = fields?.choose(listedOnce, callArgs);
      const args = parsedArguments(definition.input, choice ? choice.args : callArgs);
      checkedRun?.requireArguments(args);
      if (confirm !== undefined)
        await askToConfirm(context, typeof confirm === 'string' ? confirm : confirm(args));
      const result = callToolResult(await runAsChange(code, args, context), metadata);
      return choice ? choice.select(result) : result;
    },
  };
}

/** The code of a tool. */
interface ToolCode {
  run: ToolFunction<Schema, ObjectSchema | undefined, never>;
  checkedRun: CheckedRun<unknown, unknown> | undefined;
  output: ObjectSchema | undefined;
}

/** Runs the code of a tool, and records whether it has made its change. */
async function runAsChange(
  { run, checkedRun, output }: ToolCode,
  args: unknown,
  context: CallContext,
): Promise<unknown> {
  const record = recordOf(context);
  await record.beforeChange?.('code');
  record.requireOpen?.();
  const change = recordChange(record);
  change.begin();
  try {
    const returned: unknown = await (checkedRun
      ? checkedRun.run(args, context, (value) => requireOutput(output, value))
      : run(args, context as never));
    change.end('made');
    return returned;
  } catch (error) {
    // Other errors, and responses of an unexpected shape, do not show whether a change was made.
    if (error instanceof ToolError && !isZodError(error.cause)) change.end('none');
    throw checkedRun ? error : asResponseError(error);
  }
}

/**
 * Returns the error of code that parses responses of the API: a ToolError in place of a ZodError,
 * which means that the response has an unexpected shape.
 */
const asResponseError = (error: unknown): unknown =>
  isZodError(error)
    ? new ToolError(`The API sent something else than expected: ${problemText(error)}`, {
        cause: error,
      })
    : error;

/** Recognizes errors of every copy of zod. */
const isZodError = (error: unknown): error is z.ZodError =>
  error instanceof Error && /^\$?ZodError$/.test(error.name) && 'issues' in error;

/** Parses arguments. @throws ToolError if they are invalid */
function parsedArguments<Type extends Schema>(type: Type, args: unknown): z.output<Type> {
  const { data, problem } = parseArguments(type, args);
  if (problem !== undefined) throw new ToolError(`Invalid arguments: ${problem}`);
  return data;
}

/**
 * Converts the definition of an author to a resource, whose contents are in the form of MCP.
 * @throws StartError without its code
 */
export function defineResource<Context extends CallContext>(
  definition: ResourceDefinition<Context>,
  provider?: string,
): Resource {
  const { read, ...described } = definition as ResourceDefinition;
  requireFunction('resource', described, 'read', read, provider);
  const { mimeType } = described;
  return {
    ...described,
    async contents(variables, context, uri) {
      const data = await readData(read, variables, context, uri);
      if (data === undefined) return undefined;
      const resources = Array.isArray(data) ? data : [{ uri, mimeType, data }];
      return { contents: resources.map(contentsOf) };
    },
  };
}

/** Reads the text, the bytes or the resources that a resource consists of. @throws ToolError */
async function readData(
  read: ResourceDefinition['read'],
  ...args: Parameters<ResourceDefinition['read']>
): Promise<string | Uint8Array | EmbeddedResource[] | undefined> {
  try {
    const returned = await read(...args);
    if (!isResponded(returned)) return returned;
    return returned.body instanceof Uint8Array ? returned.body : (returned.text ?? '');
  } catch (error) {
    throw asResponseError(error);
  }
}

/**
 * Converts the definition of an author to a prompt, whose arguments are checked.
 * @throws StartError without its code
 */
export function definePrompt<Args extends z.ZodObject, Context extends CallContext>(
  definition: PromptDefinition<Args, Context>,
  provider?: string,
): Prompt {
  const { render, ...described } = definition;
  requireFunction('prompt', described, 'render', render, provider);
  return {
    ...described,
    async messages(args, context) {
      const parsedArgs = parsedArguments(definition.args, args ?? {});
      const messages = await render(parsedArgs, context as Context);
      return { messages: typeof messages === 'string' ? user(messages) : messages };
    },
  };
}
