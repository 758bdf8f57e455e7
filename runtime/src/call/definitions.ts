import type * as z from 'zod';
import type { Principal } from '../identity/principal.js';
import type { Access } from './access.js';
import type { CallContext } from './call-context.js';
import type { Content, EmbeddedResource, Icon, Message, ResourceLink } from './content.js';
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
export type Schema = z.core.$ZodType;
export type ObjectSchema = z.core.$ZodType<Record<string, unknown>>;

/** The provider that an entry belongs to, and its name there, where another one lists it. */
export interface Owned {
  name: string;
  owner?: { provider: string; name: string };
}

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

export type MaybePromise<T> = T | Promise<T>;

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

declare const unchecked: unique symbol;

/** What the API said, as it came. It can be returned, where the tool's `output` checks it; to look into it, parse it. */
export interface Unchecked {
  readonly [unchecked]: true;
}

/** A result of this shape, any part of which may be as the API sent it. */
export type Answer<T> =
  T | Unchecked | (T extends object ? { [Key in keyof T]: Answer<T[Key]> } : never);

/** A tool whose types are closed over: arguments are checked where they are known. */
export interface Tool
  extends
    Omit<
      ToolDefinition<z.ZodType, z.ZodType<Record<string, unknown>> | undefined>,
      'run' | 'confirm' | 'audited'
    >,
    Owned {
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

/** Some of the values that fit (MCP `CompleteResult`). */
export interface Completion {
  values: readonly string[];
  total?: number | undefined;
  hasMore?: boolean | undefined;
}

/** Values that fit what has been typed so far. `others` has the arguments that are already known. */
export type Complete = (
  typed: string,
  context: CallContext & { others: Readonly<Record<string, string>> },
) => MaybePromise<readonly string[] | Completion>;

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
export interface Resource extends Omit<ResourceDefinition, 'read' | 'mimeType'>, Owned {
  /** Only links in results address it. */
  isUnlisted?: boolean;
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
export interface Prompt extends Omit<PromptDefinition<z.ZodObject>, 'render' | 'complete'>, Owned {
  complete?: Readonly<Record<string, Complete | undefined>>;
  /** Its definition, where it is that of another MCP server. */
  listed?: ListedPrompt;
  /** In the form of MCP `GetPromptResult`. */
  messages(args: unknown, context: CallContext): Promise<WholeResult>;
}
