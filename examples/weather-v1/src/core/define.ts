import type * as z from 'zod';
import type { Principal } from './principal.js';

/** Who is asking, and whether they still want to know. */
export interface CallContext {
  principal: Principal;
  signal: AbortSignal;
}

/** Hints for clients (MCP `ToolAnnotations`); never a safeguard. */
export interface ToolAnnotations {
  title?: string;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

export interface ToolDefinition<Input extends z.ZodType> {
  name: string;
  title?: string;
  description: string;
  input: Input;
  /** Shape of the result: what is not declared here is not sent. */
  output?: z.ZodType<Record<string, unknown>>;
  annotations?: ToolAnnotations;
  run(args: z.output<Input>, context: CallContext): Promise<unknown>;
}

/** A tool whose types are closed over: arguments are checked where they are known. */
export interface Tool extends Omit<ToolDefinition<z.ZodType>, 'run'> {
  call(args: unknown, context: CallContext): Promise<ToolResult>;
}

export interface ToolResult {
  text: string;
  structured?: Record<string, unknown>;
}

export function defineTool<Input extends z.ZodType>(definition: ToolDefinition<Input>): Tool {
  const { run, ...shown } = definition;
  return {
    ...shown,
    async call(args, context) {
      const parsed = definition.input.safeParse(args);
      if (!parsed.success) throw new ToolError(`Invalid arguments: ${complaint(parsed.error)}`);
      const answer = await run(parsed.data, context);
      if (!definition.output) return { text: textOf(answer) };
      const result = definition.output.safeParse(answer);
      if (!result.success) {
        throw new ToolError(
          'The API accepted the call, but its answer has a form that this tool does not know.',
          { cause: result.error },
        );
      }
      return { text: JSON.stringify(result.data), structured: result.data };
    },
  };
}

export interface ResourceDefinition {
  name: string;
  /** Fixed, or an RFC 6570 template such as `acme://rooms/{room_id}`. */
  uri: string;
  title?: string;
  description?: string;
  mimeType: string;
  /** Undefined means that there is no such resource. */
  read(variables: Record<string, string>, context: CallContext): Promise<string | undefined>;
}

export interface PromptDefinition<Args extends z.ZodObject> {
  name: string;
  title?: string;
  description?: string;
  args: Args;
  render(args: z.output<Args>): string;
}

export interface Prompt extends Omit<PromptDefinition<z.ZodObject>, 'render'> {
  text(args: unknown): string;
}

export function definePrompt<Args extends z.ZodObject>(definition: PromptDefinition<Args>): Prompt {
  const { render, ...shown } = definition;
  return {
    ...shown,
    text(args) {
      const parsed = definition.args.safeParse(args ?? {});
      if (!parsed.success) throw new ToolError(`Invalid arguments: ${complaint(parsed.error)}`);
      return render(parsed.data);
    },
  };
}

/** A failure the model should read and act on; the text of any other error stays in the log. */
export class ToolError extends Error {
  override name = 'ToolError';
  /** Where the person can do something about it, with a browser. */
  readonly url: string | undefined;

  constructor(message: string, options: ErrorOptions & { url?: string } = {}) {
    super(message, options);
    this.url = options.url;
  }
}

function complaint(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

function textOf(answer: unknown): string {
  if (answer === undefined) return 'Done.';
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
