import type * as z from 'zod';
import { exactJsonText } from '../../utils/exact-json.js';
import { type CallContext, recordOf } from '../call-context.js';
import { recordChange } from '../effects.js';
import { confirm as confirmWith } from '../elicitation/questions.js';
import { type ListedTool, listedWithoutFields } from '../lists/lists.js';
import { bytesBlock } from '../result/bytes-block.js';
import { Content, contentsOf, textBlock, user } from '../result/content.js';
import { ToolError } from '../result/tool-error.js';
import { boundedParse, parseArguments, problemText } from '../schema/bounded-parse.js';
import {
  type MaybePromise,
  type ObjectSchema,
  type Prompt,
  type PromptDefinition,
  type ProtocolResult,
  type Resource,
  type ResourceDefinition,
  type Responded,
  RESPONSE,
  type Schema,
  type Tool,
  type ToolDefinition,
} from './definitions.js';

const isResponded = (value: unknown): value is Responded =>
  typeof value === 'object' && value !== null && RESPONSE in value;

const CHECKED: unique symbol = Symbol.for('mcp-provider/checked@2');

const MISMATCH = 'The result does not match the output schema of this tool';

/**
 * Defines the tool that a server calls: it checks arguments and results, asks the user where the
 * definition says so, and tells the record of the call before anything is changed.
 * @template Context type of the call context; a provider whose settings are in code extends it
 */
export function defineTool<
  Input extends Schema,
  Output extends ObjectSchema | undefined,
  Context extends CallContext = CallContext,
>(definition: ToolDefinition<Input, Output, Context>): Tool {
  const { run, confirm, ...otherOptions } = definition;
  const metadata = otherOptions as unknown as Omit<Tool, 'call'>;
  const { fields } = metadata;
  let listedTool: ListedTool | undefined;
  const listedOnce = () => (listedTool ??= listedWithoutFields(metadata));
  return {
    ...metadata,
    async call(callArgs, context) {
      if (definition.unavailable !== undefined) throw new ToolError(definition.unavailable);
      const { args, select } = fields?.choose(listedOnce, callArgs) ?? {
        args: callArgs,
        select: (result: ProtocolResult) => result,
      };
      const parsedArgs = argumentsOf(definition.input, args);
      const checkedRun = CHECKED in run ? (run as unknown as CheckedTool)[CHECKED] : undefined;
      checkedRun?.requireArguments(parsedArgs);
      if (confirm !== undefined) {
        await confirmWith(context, typeof confirm === 'string' ? confirm : confirm(parsedArgs));
      }
      const record = recordOf(context);
      await record.beforeChange?.('code');
      record.requireOpen?.();
      const change = recordChange(record);
      change.begin();
      try {
        const answer = await (checkedRun
          ? checkedRun.run(parsedArgs, context, (value) => {
              const { problem } = metadata.output ? boundedParse(metadata.output, value) : {};
              if (problem !== undefined)
                throw new ToolError(`${MISMATCH}: ${problem}.`, { advice: 'Nothing was changed.' });
            })
          : withResponseError(() => run(parsedArgs, context as Context)));
        change.end('made');
        return select(resultOf(answer, metadata));
      } catch (error) {
        // Other errors, and responses of an unexpected shape, do not show whether a change was
        // made.
        if (error instanceof ToolError && !isZodError(error.cause)) change.end('none');
        throw error;
      }
    },
  };
}

/**
 * Runs code that parses responses of the API.
 * @throws ToolError in place of a ZodError, which means that the response has an unexpected shape
 */
async function withResponseError<Value>(run: () => MaybePromise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (!isZodError(error)) throw error;
    throw new ToolError(`The API sent something else than expected: ${problemText(error)}`, {
      cause: error,
    });
  }
}

/** Recognizes errors of every copy of zod. */
const isZodError = (error: unknown): error is z.ZodError =>
  error instanceof Error && /^\$?ZodError$/.test(error.name) && 'issues' in error;

/** A `run` in two steps, between which the user is asked. */
interface CheckedRun<Args, Value> {
  /** @throws ToolError for arguments that are refused whatever the state of the data is */
  requireArguments(args: Args): void;
  /** Calls `check` before it commits; `check` throws if the result does not match the output schema. */
  run(args: Args, context: CallContext, check: (value: Value) => void): Promise<Value>;
}

interface CheckedTool {
  [CHECKED]: CheckedRun<unknown, unknown>;
}

/** Marks a `run` whose arguments are checked before the user is asked, and its result before it commits. */
export const runWithCheck = <Args, Value>(
  checkedRun: CheckedRun<Args, Value>,
): ((args: Args, context: CallContext) => Promise<Value>) => {
  const run = async (args: Args, context: CallContext) => {
    checkedRun.requireArguments(args);
    return checkedRun.run(args, context, () => {});
  };
  return Object.assign(run, { [CHECKED]: checkedRun });
};

/**
 * Text of status 304, the response to a condition of the call; there is no content that could match
 * an output schema.
 */
const NOT_MODIFIED = 'Not modified: it is still as the condition of this call states.';

/** Returns the result of a tool as MCP `CallToolResult`. */
function resultOf(answer: unknown, tool: Pick<Tool, 'output' | 'strict'>): ProtocolResult {
  if (isResponded(answer)) {
    if (answer.status === 304 && tool.output) throw new ToolError(NOT_MODIFIED);
    const body: unknown = answer.status === 304 ? NOT_MODIFIED : answer.body;
    // Without an output schema, the content of the response decides.
    if (body instanceof Uint8Array && !tool.output) return { content: [bytesBlock(answer, body)] };
    return resultOf(body, tool);
  }
  const { output, strict } = tool;
  const contentResult = answer instanceof Content ? answer : undefined;
  if (contentResult?.value !== undefined && !output) {
    throw new Error('The result has a value, and its tool declares no "output". Declare it.');
  }
  const meta = contentResult?.meta && { _meta: contentResult.meta };
  if (!output)
    return { content: contentResult?.blocks ?? [textBlock(resultText(answer))], ...meta };
  const returnedValue = contentResult ? contentResult.value : answer;
  const emptyResult = isEmptyResult(returnedValue) ? boundedParse(output, {}) : undefined;
  // A response without content, such as with status 204, counts as an empty object.
  const value = emptyResult && emptyResult.problem === undefined ? {} : returnedValue;
  const { data, problem, cause } = boundedParse(output, value);
  const isValid = problem === undefined;
  requireText(value);
  if (!isValid && isEmptyResult(value))
    throw new ToolError('The call succeeded, but there is no result.', {
      advice: 'Do not repeat it.',
    });
  if (!isValid && typeof value === 'object') Object.values(value ?? {}).forEach(requireText);
  const content = contentResult?.blocks ?? [textBlock(resultText(isValid ? data : value))];
  if (isValid) return { content, structuredContent: data, ...meta };
  throw new ToolError(`${MISMATCH}: ${problem}.`, {
    cause,
    mismatch: problem,
    advice: 'The same call fails again.',
    ...(!strict && { content }),
  });
}

/** Converts the definition of an author to a resource, whose contents are in the form of MCP. */
export function defineResource<Context extends CallContext>(
  definition: ResourceDefinition<Context>,
): Resource {
  const { read, ...described } = definition as ResourceDefinition;
  return {
    ...described,
    async contents(variables, context, uri) {
      const answer = await withResponseError(() => read(variables, context, uri));
      const resourceData = isResponded(answer)
        ? answer.body instanceof Uint8Array
          ? answer.body
          : (answer.text ?? '')
        : answer;
      if (resourceData === undefined) return undefined;
      const { mimeType } = definition;
      const all = Array.isArray(resourceData)
        ? resourceData
        : [{ uri, mimeType, data: resourceData }];
      return { contents: all.map(contentsOf) };
    },
  };
}

/** Converts the definition of an author to a prompt, whose arguments are checked. */
export function definePrompt<Args extends z.ZodObject, Context extends CallContext>(
  definition: PromptDefinition<Args, Context>,
): Prompt {
  const { render, ...described } = definition;
  return {
    ...described,
    async messages(args, context) {
      const parsedArgs = argumentsOf(definition.args, args ?? {});
      const messages = await render(parsedArgs, context as Context);
      return { messages: typeof messages === 'string' ? user(messages) : messages };
    },
  };
}

/** Parses arguments. @throws ToolError if they are invalid */
function argumentsOf<Type extends Schema>(type: Type, args: unknown): z.output<Type> {
  const { data, problem } = parseArguments(type, args);
  if (problem !== undefined) throw new ToolError(`Invalid arguments: ${problem}`);
  return data;
}

/** Returns the result of a tool as text for the model. */
function resultText(answer: unknown): string {
  if (answer === undefined) return 'Done.';
  requireText(answer);
  return typeof answer === 'string' ? answer : exactJsonText(answer);
}

/** @throws ToolError for bytes, which JSON would show as an object with one number for each */
function requireText(value: unknown): void {
  if (value instanceof Uint8Array) throw new ToolError('The API sent content that is not text.');
}

/** Returns whether a value, or every member of an object, is undefined, such as the body of HTTP status 204. */
function isEmptyResult(value: unknown): boolean {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return members.length > 0 && members.every((member) => member === undefined);
}
