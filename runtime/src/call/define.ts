import type * as z from 'zod';
import { jsonOf } from '../utils/exact-json.js';
import { boundedParse, complaint, parsedArguments } from './bounded-parse.js';
import { bytesBlock } from './bytes-block.js';
import { type CallContext, recordOf } from './call-context.js';
import { Content, contentsOf, textBlock, user } from './content.js';
import {
  type MaybePromise,
  type ObjectSchema,
  type Prompt,
  type PromptDefinition,
  type Resource,
  type ResourceDefinition,
  type Responded,
  RESPONSE,
  type Schema,
  type Tool,
  type ToolDefinition,
  type WholeResult,
} from './definitions.js';
import { recordChange } from './effects.js';
import { confirm as confirmWith } from './elicitation/questions.js';
import { ToolError } from './tool-error.js';

const isResponded = (answer: unknown): answer is Responded =>
  typeof answer === 'object' && answer !== null && RESPONSE in answer;

/** @template Context of its calls: a provider whose settings are in its code adds to it */
export function defineTool<
  Input extends Schema,
  Output extends ObjectSchema | undefined,
  Context extends CallContext = CallContext,
>(definition: ToolDefinition<Input, Output, Context>): Tool {
  const { run, confirm, ...stated } = definition;
  const described = stated as unknown as Omit<Tool, 'call'>;
  return {
    ...described,
    async call(args, context) {
      if (definition.unavailable !== undefined) throw new ToolError(definition.unavailable);
      const parsed = argumentsOf(definition.input, args);
      if (confirm !== undefined) {
        await confirmWith(context, typeof confirm === 'string' ? confirm : confirm(parsed));
      }
      const change = recordChange(recordOf(context));
      change.begin();
      try {
        const answer = await (CHECKED in run
          ? (run as unknown as Checked)[CHECKED](parsed, context, (value) => {
              const { problem } = described.output ? boundedParse(described.output, value) : {};
              if (problem !== undefined)
                throw new ToolError(`${MISMATCH}: ${problem}.`, { advice: 'Nothing was changed.' });
            })
          : sentAsExpected(() => run(parsed, context as Context)));
        change.end('made');
        return resultOf(answer, described);
      } catch (error) {
        // Other errors do not tell, nor does an answer that is not as expected.
        if (error instanceof ToolError && !isZodError(error.cause)) change.end('none');
        throw error;
      }
    },
  };
}

/**
 * Runs code that parses what it received.
 * @throws ToolError in place of a ZodError: the API sent something else than the code expects
 */
async function sentAsExpected<Value>(run: () => MaybePromise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (!isZodError(error)) throw error;
    throw new ToolError(`The API sent something else than expected: ${complaint(error)}`, {
      cause: error,
    });
  }
}

/** The check works for errors of any copy of zod. */
const isZodError = (error: unknown): error is z.ZodError =>
  error instanceof Error && /^\$?ZodError$/.test(error.name) && 'issues' in error;

const CHECKED: unique symbol = Symbol.for('mcp-provider/checked@1');

/** Calls `check` before it commits; it throws if the result does not fit the output schema. */
type CheckedRun<Args, Value> = (
  args: Args,
  context: CallContext,
  check: (value: Value) => void,
) => Promise<Value>;

interface Checked {
  [CHECKED]: CheckedRun<unknown, unknown>;
}

/** The `run` of a tool whose result is checked before it commits. */
export const checkedFirst = <Args, Value>(
  run: CheckedRun<Args, Value>,
): ((args: Args, context: CallContext) => Promise<Value>) =>
  Object.assign((args: Args, context: CallContext) => run(args, context, () => {}), {
    [CHECKED]: run,
  });

const MISMATCH = 'The result does not match the output schema of this tool';

/** Status 304, which is the answer to a condition of the call; it has no content that could match an output schema. */
const NOT_MODIFIED = 'Not modified: it is still as the condition of this call states.';

/** In the form of MCP `CallToolResult`. */
function resultOf(answer: unknown, tool: Pick<Tool, 'output' | 'strict'>): WholeResult {
  if (isResponded(answer)) {
    if (answer.status === 304 && tool.output) throw new ToolError(NOT_MODIFIED);
    const body: unknown = answer.status === 304 ? NOT_MODIFIED : answer.body;
    // Where nothing is known of a response, what arrives decides.
    if (body instanceof Uint8Array && !tool.output) return { content: [bytesBlock(answer, body)] };
    return resultOf(body, tool);
  }
  const { output, strict } = tool;
  const given = answer instanceof Content ? answer : undefined;
  if (given?.value !== undefined && !output) {
    throw new Error('The result has a value, and its tool declares no "output". Declare it.');
  }
  const meta = given?.meta && { _meta: given.meta };
  if (!output) return { content: given?.blocks ?? [textBlock(resultText(answer))], ...meta };
  const returned = given ? given.value : answer;
  const empty = isNothing(returned) ? boundedParse(output, {}) : undefined;
  // An API that has no content to send, such as with status 204, has sent no more than that.
  const value = empty && empty.problem === undefined ? {} : returned;
  const { data, problem, cause } = boundedParse(output, value);
  const fits = problem === undefined;
  requireText(value);
  if (!fits && isNothing(value))
    throw new ToolError('The call succeeded, but there is no result.', {
      advice: 'Do not repeat it.',
    });
  if (!fits && typeof value === 'object') Object.values(value ?? {}).forEach(requireText);
  const content = given?.blocks ?? [textBlock(resultText(fits ? data : value))];
  if (fits) return { content, structuredContent: data, ...meta };
  throw new ToolError(`${MISMATCH}: ${problem}.`, {
    cause,
    advice: 'The same call fails again.',
    ...(!strict && { content }),
  });
}

export { ToolError };

export function defineResource<Context extends CallContext>(
  definition: ResourceDefinition<Context>,
): Resource {
  const { read, ...described } = definition as ResourceDefinition;
  return {
    ...described,
    async contents(variables, context, uri) {
      const answer = await sentAsExpected(() => read(variables, context, uri));
      const found = isResponded(answer)
        ? answer.body instanceof Uint8Array
          ? answer.body
          : (answer.text ?? '')
        : answer;
      if (found === undefined) return undefined;
      const { mimeType } = definition;
      const all = Array.isArray(found) ? found : [{ uri, mimeType, data: found }];
      return { contents: all.map(contentsOf) };
    },
  };
}

export function definePrompt<Args extends z.ZodObject, Context extends CallContext>(
  definition: PromptDefinition<Args, Context>,
): Prompt {
  const { render, ...described } = definition;
  return {
    ...described,
    async messages(args, context) {
      const parsed = argumentsOf(definition.args, args ?? {});
      const rendered = await render(parsed, context as Context);
      return { messages: typeof rendered === 'string' ? user(rendered) : rendered };
    },
  };
}

/** @throws ToolError */
function argumentsOf<Type extends Schema>(type: Type, args: unknown): z.output<Type> {
  const { data, problem } = parsedArguments(type, args);
  if (problem !== undefined) throw new ToolError(`Invalid arguments: ${problem}`);
  return data;
}

/** What a tool returned, as text for the model. */
function resultText(answer: unknown): string {
  if (answer === undefined) return 'Done.';
  requireText(answer);
  return typeof answer === 'string' ? answer : jsonOf(answer);
}

/** @throws ToolError for bytes, which JSON would show as an object with a number for each */
function requireText(value: unknown): void {
  if (value instanceof Uint8Array) throw new ToolError('The API sent content that is not text.');
}

/** Alone or in a member, such as the body of HTTP status 204. */
function isNothing(value: unknown): boolean {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return members.length > 0 && members.every((member) => member === undefined);
}
