import type { ContentBlock } from './content.js';

const TOOL_ERROR = Symbol.for('mcp-provider/tool-error@1');

/** What an error of a tool has beside its message. */
export interface ToolErrorOptions extends ErrorOptions {
  url?: string | undefined;
  content?: readonly ContentBlock[];
  /** The requested entry does not exist; for a resource, the client gets the matching protocol error. */
  isMissing?: boolean;
  /** JSON-RPC error of another MCP server; the client gets this error instead of a result with `isError`. */
  rpc?: RpcError | undefined;
  /** Next step, as a sentence after the message. The caller reads it only if the call has changed nothing. */
  advice?: string | undefined;
  /** Why the result does not match the output schema of the tool. */
  mismatch?: string | undefined;
  /** Text of others about the failure; it ends the message, after the advice. */
  evidence?: string | undefined;
}

/** JSON-RPC 2.0 error object (section 5.1) without the message. */
export interface RpcError {
  code: number;
  data?: unknown;
}

/** A failure that the model should read and act on; the text of any other error stays in the log. */
export class ToolError extends Error {
  override name = 'ToolError';
  readonly [TOOL_ERROR] = true;
  /** URL of a page where the user can fix the problem. */
  readonly url: string | undefined;
  /** Content that the model gets after the message. */
  readonly content: readonly ContentBlock[];
  readonly isMissing: boolean;
  readonly rpc: RpcError | undefined;
  /** Why the result does not match the output schema of the tool, for development tools. */
  readonly mismatch: string | undefined;
  /** The message without the advice. */
  readonly facts: string;

  constructor(
    message: string,
    {
      url,
      content = [],
      isMissing = false,
      rpc,
      mismatch,
      advice,
      evidence,
      ...options
    }: ToolErrorOptions = {},
  ) {
    super([message, advice, evidence].filter(Boolean).join(' '), options);
    this.facts = [message, evidence].filter(Boolean).join(' ');
    this.url = url;
    this.content = content;
    this.isMissing = isMissing;
    this.rpc = rpc;
    this.mismatch = mismatch;
  }

  /** Returns true also for an error of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== ToolError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && TOOL_ERROR in value;
  }
}
