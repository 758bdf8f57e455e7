import type * as z from 'zod';
import { confirm as confirmWith } from './elicitation/questions.js';
import { jsonOf } from '../utils/exact-json.js';
import type { Access } from './access.js';
import { boundedParse, complaint, parsedArguments } from './bounded-parse.js';
import type { EmbeddedResource, Icon, Message, ResourceLink } from './content.js';
import { Content, contentsOf, textBlock, user } from './content.js';
import type { CallContext } from './call-context.js';
import { recordOf } from './call-context.js';
import { recordChange } from './effects.js';
import type { Principal } from '../identity/principal.js';
import { ToolError } from './tool-error.js';
import type { ListedPrompt, ListedTool, ResourceMetadata } from './lists.js';

/** Hints for clients (MCP `ToolAnnotations`); never a safeguard. */
export interface ToolAnnotations {
  title?: string;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

/** What clients are told of a tool, a resource or a prompt, besides its use. */
export interface Described {
  name: string;
  /** Display name. */
  title?: string;
  icons?: readonly Icon[];
  /** `_meta`: for clients that know its keys, not for the model. */
  meta?: Readonly<Record<string, unknown>>;
}

/** `z.ZodType` has methods, too: comparing them for each tool takes the compiler a third of its time. */
type Schema = z.core.$ZodType;
type ObjectSchema = z.core.$ZodType<Record<string, unknown>>;

/** A tool, as `tool` takes it (MCP `Tool`). */
export interface ToolDefinition<
  Input extends Schema,
  Output extends ObjectSchema | undefined = undefined,
  Context extends CallContext = CallContext,
> extends Described {
  description: string;
  input: Input;
  /** What the result is parsed with: `z.object` keeps the members that it declares, `z.looseObject` all of them. */
  output?: Output;
  /** A result that does not fit `output` is not sent. Otherwise it is sent as text, marked as an error. */
  strict?: boolean;
  annotations?: ToolAnnotations;
  /**
   * OAuth scopes that the access token of a caller must have. Without them the tool is hidden, and its call gets the status
   * 403 with `insufficient_scope`. The person on this machine has no token, and needs none.
   */
  scopes?: readonly string[];
  /** Arguments that audit records contain: texts, numbers and booleans. */
  audited?: readonly (keyof z.input<Input> & string)[];
  /**
   * Its arguments are listed without their deep levels, which `describe_tool` has: for those of more than about
   * 10,000 tokens. Each call is checked against all of them.
   */
  large?: boolean;
  /** Further words that find it, where the provider has `surface: search`. */
  keywords?: readonly string[];
  /**
   * Arguments that look like a secret or a user and are none, with the reason.
   * @example exempt: { password: 'Of the guest network, which is printed on the wall.' }
   */
  exempt?: Readonly<Record<string, string>>;
  /**
   * Put to the person before the tool runs; a client that cannot ask cannot call the tool.
   * @example confirm: ({ room_id }) => `Delete room ${room_id}?`
   */
  confirm?: string | ((args: z.output<Input>) => string);
  /**
   * Why it cannot be called: calls fail with this text and do not run it.
   * @example unavailable: 'Acme removed this operation. Use list_rooms.'
   */
  unavailable?: string;
  run: Call<Input, Output, Context>;
}

/** The function behind a tool: its types are those of the tool's schemas. */
export type Call<
  Input extends Schema,
  Output extends Schema | undefined = undefined,
  Context extends CallContext = CallContext,
> = (
  args: z.output<Input>,
  context: Context,
) => MaybePromise<Output extends Schema ? Answer<z.input<Output>> | Content | Responded : unknown>;

type MaybePromise<T> = T | Promise<T>;

/** The key by which a response of the API is known. */
export const RESPONSE: unique symbol = Symbol.for('mcp-provider/response@1');

/** A response of the API. A tool that returns it returns its body, a resource its text or bytes. */
export interface Responded {
  readonly [RESPONSE]?: true;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Unchecked;
  readonly text?: string;
}

const isResponded = (answer: unknown): answer is Responded =>
  typeof answer === 'object' && answer !== null && RESPONSE in answer;

declare const unchecked: unique symbol;

/** What the API said, as it came. It can be returned, where the tool's `output` checks it; to look into it, parse it. */
export interface Unchecked {
  readonly [unchecked]: true;
}

/** A result of this shape, any part of which may be as the API sent it. */
export type Answer<T> =
  T | Unchecked | (T extends object ? { [Key in keyof T]: Answer<T[Key]> } : never);

/** A tool whose types are closed over: arguments are checked where they are known. */
export interface Tool extends Omit<
  ToolDefinition<z.ZodType, z.ZodType<Record<string, unknown>> | undefined>,
  'run' | 'confirm' | 'audited'
> {
  audited?: readonly string[];
  /** Checks the arguments, and runs the tool. */
  call(args: unknown, context: CallContext): Promise<WholeResult>;
  /** Its definition, where it is that of another MCP server. */
  listed?: ListedTool;
  /** Whether it is missing in the list of this caller. */
  isHiddenFrom?(principal: Principal): boolean;
  /** Whether this caller may call it. Absent: every caller may. */
  accessOf?(principal: Principal): Access;
  /** The tool that runs in its place, where these arguments name one. */
  forwards?(args: unknown): { tool: Tool; args: unknown } | undefined;
}

/** A result in the form of the protocol. */
export type WholeResult = Record<string, unknown>;

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
                throw new ToolError(`${MISMATCH}: ${problem}.`, { advice: 'Nothing was changed.' }); // prettier-ignore
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

/** In the form of MCP `CallToolResult`. */
function resultOf(answer: unknown, tool: Pick<Tool, 'output' | 'strict'>): WholeResult {
  if (isResponded(answer)) return resultOf(answer.body, tool);
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
    throw new ToolError('The call succeeded, but there is no result.', { advice: 'Do not repeat it.' }); // prettier-ignore
  if (!fits && typeof value === 'object') Object.values(value ?? {}).forEach(requireText);
  const content = given?.blocks ?? [textBlock(resultText(fits ? data : value))];
  if (fits) return { content, structuredContent: data, ...meta };
  throw new ToolError(`${MISMATCH}: ${problem}.`, {
    cause,
    advice: 'The same call fails again.',
    ...(!strict && { content }),
  });
}

export type { ObjectSchema, Schema };
export { ToolError };

/** Values that fit what has been typed so far. `others` has the arguments that are already known. */
export type Complete = (
  typed: string,
  context: CallContext & { others: Readonly<Record<string, string>> },
) => readonly string[] | Promise<readonly string[]>;

/** A resource or a template of resources, as `resource` takes it (MCP `Resource`, `ResourceTemplate`). */
export interface ResourceDefinition<Context extends CallContext = CallContext> extends Described {
  /** Fixed, or an RFC 6570 template such as `acme://rooms/{room_id}`. */
  uri: string;
  description?: string;
  mimeType: string;
  /** Lists the resources that exist for a template. */
  list?(context: Context): Promise<ResourceLink[]>;
  /** Completes the variables of a template, by name. */
  complete?: Readonly<Record<string, Complete>>;
  /** Text, bytes, or several resources. Undefined, or a ToolError that `isMissing`: there is no such resource. */
  read(
    variables: Record<string, string>,
    context: Context,
    uri: string,
  ): MaybePromise<string | Uint8Array | EmbeddedResource[] | Responded | undefined>;
}

/** A resource as it is served. */
export interface Resource extends Omit<ResourceDefinition, 'read' | 'mimeType'> {
  /** Absent where the resources of a template have several (MCP `ResourceTemplate.mimeType`). */
  mimeType?: string;
  /** What is told of it besides its name and URI, where it is one of another MCP server. */
  listed?: ResourceMetadata;
  /** Another resource, which no list has: a result links to it. */
  linked?(uri: string): Resource | undefined;
  /** Higher where results of this user have linked to it later. Undefined: they have not. */
  linkOrder?(uri: string, userId: string): number | undefined;
  /** In the form of MCP `ReadResourceResult`; undefined where there is no such resource. */
  contents(
    variables: Record<string, string>,
    context: CallContext,
    uri: string,
  ): Promise<WholeResult | undefined>;
}

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

/** A prompt, as `prompt` takes it (MCP `Prompt`). */
export interface PromptDefinition<
  Args extends z.ZodObject,
  Context extends CallContext = CallContext,
> extends Described {
  description?: string;
  args: Args;
  /** Values of its arguments, by name. */
  complete?: { readonly [Name in keyof z.output<Args>]?: Complete };
  /** What the person says; or messages: `[...user('Look at', image(…)), ...assistant('I see')]`. */
  render(args: z.output<Args>, context: Context): string | Message[] | Promise<string | Message[]>;
}

/** A prompt as it is served. */
export interface Prompt extends Omit<PromptDefinition<z.ZodObject>, 'render' | 'complete'> {
  complete?: Readonly<Record<string, Complete | undefined>>;
  /** Its definition, where it is that of another MCP server. */
  listed?: ListedPrompt;
  /** In the form of MCP `GetPromptResult`. */
  messages(args: unknown, context: CallContext): Promise<WholeResult>;
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
