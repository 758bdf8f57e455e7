import type * as z from 'zod';
import type { Principal } from '../../identity/principal.js';
import type { Duration } from '../../utils/duration.js';
import type { Access } from '../access.js';
import type { CallContext } from '../call-context.js';
import type { ListedPrompt, ListedTool, ResourceMetadata } from '../lists/lists.js';
import type { Content, EmbeddedResource, Icon, Message, ResourceLink } from '../result/content.js';

/** Hints for clients (MCP `ToolAnnotations`); they are not a safeguard. */
export interface ToolAnnotations {
  title?: string;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

/** Metadata of a tool, a resource or a prompt. */
export interface Described {
  name: string;
  /** Display name. */
  title?: string;
  icons?: readonly Icon[];
  /** `_meta` for clients that know its keys; the model does not see it. */
  meta?: Readonly<Record<string, unknown>>;
}

/** The core type of zod: the compiler would spend a third of its time on comparing the methods of `z.ZodType`. */
export type Schema = z.core.$ZodType;
/** A schema whose values are objects, as those of results are. */
export type ObjectSchema = z.core.$ZodType<Record<string, unknown>>;

/** The owner of an entry, and its name there, if another provider lists it. */
export interface Owned {
  name: string;
  owner?: { provider: string; name: string };
}

/** Names of the members of a type, or of all types of a union. */
type KeyOf<T> = T extends unknown ? keyof T & string : never;

/** Former names of a tool or of its arguments, with which calls go on working. No list contains them. */
export interface Formerly<Arguments = Readonly<Record<string, unknown>>> {
  /**
   * The former name of the tool. Without one, the entry is about arguments of calls by the current
   * name.
   */
  name?: string;
  /** The current names of arguments by their former ones. */
  arguments?: Readonly<Record<string, KeyOf<Arguments>>>;
  /**
   * Arguments that calls by the former name do not have, such as the one that selects what a tool
   * does that replaces several.
   * @example constants: { action: 'list' }
   */
  constants?: Readonly<Partial<Arguments>>;
  /**
   * The month until which the names are promised, such as `2027-06`. They go on working until the
   * entry is removed.
   */
  until: string;
}

/** Options of `tool` (MCP `Tool`). */
export interface ToolDefinition<
  Input extends Schema,
  Output extends ObjectSchema | undefined = undefined,
  Context extends CallContext = CallContext,
> extends Described {
  description: string;
  input: Input;
  /** Schema that parses the result: `z.object` keeps declared members, `z.looseObject` all of them. */
  output?: Output;
  /**
   * Whether a result that does not match `output` is withheld. By default it is sent as text and
   * marked as an error.
   */
  strict?: boolean;
  annotations?: ToolAnnotations;
  /**
   * OAuth scopes that a caller's access token must have. Without them, the tool is hidden, and
   * calls get status 403 with `insufficient_scope`. The local user has no token and needs none.
   */
  scopes?: readonly string[];
  /** Arguments that audit records contain: strings, numbers and booleans. */
  audited?: readonly (keyof z.input<Input> & string)[];
  /**
   * Lists the arguments without their deep levels, which `describe_tool` returns; for arguments of
   * more than about 10,000 tokens. Calls are checked against the complete schema.
   */
  large?: boolean;
  /** Lets callers choose fields of the result: `itemFields()` of `mcp-provider/fields`. */
  fields?: FieldChoice;
  /** Further search terms for providers with `surface: search`. */
  keywords?: readonly string[];
  /**
   * Arguments that only look like a secret or a user, with the reason.
   * @example exempt: { password: 'Of the guest network, which is printed on the wall.' }
   */
  exempt?: Readonly<Record<string, string>>;
  /**
   * Question to the user before the tool runs; a client that cannot ask cannot call the tool.
   * @example confirm: ({ room_id }) => `Delete room ${room_id}?`
   */
  confirm?: string | ((args: z.output<Input>) => string);
  /**
   * Former names of the tool and of its arguments, with which calls go on working.
   * @example formerly: [{ name: 'find_rooms', arguments: { text: 'query' }, until: '2027-06' }]
   */
  formerly?: readonly Formerly<z.input<Input>>[];
  /**
   * Reason why the tool cannot be called: calls fail with this text and do not run it.
   * @example unavailable: 'Acme removed this operation. Use list_rooms.'
   */
  unavailable?: string;
  /**
   * Runs the tool as a task, for work that takes longer than a call may: a client with the
   * extension `io.modelcontextprotocol/tasks` gets a task, which survives the end of this process.
   * Other clients call an `optional` tool as any other; in place of a `required` one, they get
   * `start_<name>` and `get_<name>_result`.
   *
   * A task whose process was lost runs again if `annotations` state `readOnlyHint` or
   * `idempotentHint`; otherwise it fails and says so. `ask` ends a run until the response arrives;
   * then the tool runs again from its start, and `once` keeps what was done.
   * @beta
   */
  task?: 'optional' | 'required';
  /**
   * Shows results to users as a table, a record, a chart or an image, in clients with MCP Apps.
   * Other clients get the same result, and so does the model. `none`: also if the provider or
   * the project has views.
   * @beta
   */
  view?: 'auto' | 'none';
  /**
   * Makes a change once: a call that repeats another one of the same user, with the same
   * arguments, waits for its result and returns it for this long, in every process with the same
   * store. If it is not known whether the change was made, repetitions are refused for 24 hours.
   * @example once: '10m'
   * @beta
   */
  once?: Duration;
  run: ToolFunction<Input, Output, Context>;
}

/** Lets callers of a tool choose fields of its result. */
export interface FieldChoice {
  /** Returns the tool in lists, with the argument `fields`. @throws StartError for a tool that cannot have it */
  listed(tool: ListedTool): ListedTool;
  /**
   * Takes the choice out of the arguments of a call.
   * @param tool in lists, without the argument
   * @throws ToolError for an unknown field
   */
  choose(
    tool: () => ListedTool,
    args: unknown,
  ): { args: unknown; select(result: ProtocolResult): ProtocolResult };
}

/** The function of a tool, with the types of the tool's schemas. */
export type ToolFunction<
  Input extends Schema,
  Output extends Schema | undefined = undefined,
  Context extends CallContext = CallContext,
> = (
  args: z.output<Input>,
  context: Context,
) => MaybePromise<Output extends Schema ? Answer<z.input<Output>> | Content | Responded : unknown>;

/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/** Key that marks a response of the API. */
export const RESPONSE: unique symbol = Symbol.for('mcp-provider/response@1');

/** A response of the API. A tool that returns it returns its body; a resource returns its text or bytes. */
export interface Responded {
  readonly [RESPONSE]?: true;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Unchecked;
  readonly text?: string;
}

declare const unchecked: unique symbol;

/** An unchecked response body. A tool can return it, and its `output` checks it; parse it to read it in code. */
export interface Unchecked {
  readonly [unchecked]: true;
}

/** A result of type `T`, any part of which may be an unchecked response body. */
export type Answer<T> =
  T | Unchecked | (T extends object ? { [Key in keyof T]: Answer<T[Key]> } : never);

/** A tool without type parameters; its call checks the arguments at runtime. */
export interface Tool
  extends
    Omit<
      ToolDefinition<z.ZodType, z.ZodType<Record<string, unknown>> | undefined>,
      'run' | 'confirm' | 'audited' | 'formerly'
    >,
    Owned {
  audited?: readonly string[];
  formerly?: readonly Formerly[];
  /** Checks the arguments and runs the tool. */
  call(args: unknown, context: CallContext): Promise<ProtocolResult>;
  /** Definition of a tool of another MCP server. */
  listed?: ListedTool;
  /** Of such a tool: its name there, if it differs, and the question that the user confirms before a call. */
  remoteName?: string;
  question?: string;
  /** Returns whether the list omits the tool for this caller. */
  isHiddenFrom?(principal: Principal): boolean;
  /** Decides whether a caller may call the tool; without it, every caller may. */
  accessOf?(principal: Principal): Access;
  /** Returns the tool that runs in its place, the name by which these arguments address it, and its arguments. */
  forwards?(args: unknown): { tool: Tool; name: string; args: unknown } | undefined;
}

/** A result in the format of MCP. */
export type ProtocolResult = Record<string, unknown>;

/** Some of the matching values (MCP `CompleteResult`). */
export interface Completion {
  values: readonly string[];
  total?: number | undefined;
  hasMore?: boolean | undefined;
}

/** Completes the typed start of a value. `others` contains the arguments that are already known. */
export type Complete = (
  typed: string,
  context: CallContext & { others: Readonly<Record<string, string>> },
) => MaybePromise<readonly string[] | Completion>;

/** Options of `resource`, for a resource or a template (MCP `Resource`, `ResourceTemplate`). */
export interface ResourceDefinition<Context extends CallContext = CallContext> extends Described {
  /** A fixed URI, or an RFC 6570 template such as `acme://rooms/{room_id}`. */
  uri: string;
  description?: string;
  mimeType: string;
  /** Lists the existing resources of a template. */
  list?(context: Context): Promise<ResourceLink[]>;
  /** Completes the variables of a template, by name. */
  complete?: Readonly<Record<string, Complete>>;
  /**
   * Returns text, bytes, or several resources. Undefined, or a ToolError with `isMissing`, means
   * that the resource does not exist.
   */
  read(
    variables: Record<string, string>,
    context: Context,
    uri: string,
  ): MaybePromise<string | Uint8Array | EmbeddedResource[] | Responded | undefined>;
}

/** A registered resource. */
export interface Resource extends Omit<ResourceDefinition, 'read' | 'mimeType'>, Owned {
  /** Only links in results address the resource. */
  isUnlisted?: boolean;
  /** Absent if the resources of a template have several types (MCP `ResourceTemplate.mimeType`). */
  mimeType?: string;
  /** Lists the existing resources of a template. */
  list?(context: CallContext): Promise<ResourceLink[]>;
  /** Names of the tools that it mentions: if one of them is left out, so is the resource. */
  tools?: readonly string[];
  /** The skill that this file is, and the function that serves all skills of a server (SEP-2640). */
  skill?: {
    entry: object;
    /** Registers the skills of a provider with a server of the SDK. */
    serve(server: object, entries: readonly object[]): void;
  };
  /** Metadata besides name and URI, for a resource of another MCP server. */
  listed?: ResourceMetadata;
  /** Returns an unlisted resource to which a result links. */
  linked?(uri: string): Resource | undefined;
  /**
   * Returns the order of the latest link to it in a result of this user; a later link has a higher
   * number. Undefined without a link.
   */
  linkOrder?(uri: string, userId: string): number | undefined;
  /** Reads the resource as MCP `ReadResourceResult`; undefined if it does not exist. */
  contents(
    variables: Record<string, string>,
    context: CallContext,
    uri: string,
  ): Promise<ProtocolResult | undefined>;
}

/** Options of `prompt` (MCP `Prompt`). */
export interface PromptDefinition<
  Args extends z.ZodObject,
  Context extends CallContext = CallContext,
> extends Described {
  description?: string;
  args: Args;
  /** Completions of its arguments, by name. */
  complete?: { readonly [Name in keyof z.output<Args>]?: Complete };
  /** Returns the user's text, or messages: `[...user('Look at', image(…)), ...assistant('I see')]`. */
  render(args: z.output<Args>, context: Context): string | Message[] | Promise<string | Message[]>;
}

/** A registered prompt. */
export interface Prompt extends Omit<PromptDefinition<z.ZodObject>, 'render' | 'complete'>, Owned {
  complete?: Readonly<Record<string, Complete | undefined>>;
  /** Definition of a prompt of another MCP server. */
  listed?: ListedPrompt;
  /** Renders the prompt as MCP `GetPromptResult`. */
  messages(args: unknown, context: CallContext): Promise<ProtocolResult>;
}
