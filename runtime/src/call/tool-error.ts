import type { ContentBlock } from './content.js';

const TOOL_ERROR = Symbol.for('mcp-provider/tool-error@1');

export interface ToolErrorOptions extends ErrorOptions {
  url?: string | undefined;
  content?: readonly ContentBlock[];
  /** What was asked for does not exist: of a resource, the client gets the error for that. */
  isMissing?: boolean;
  /** The JSON-RPC error of another MCP server: the client gets this error, and not a result that is marked as one. */
  rpc?: RpcError | undefined;
  /** What to do next, as a sentence after the message. The caller reads it only where the call has changed nothing. */
  advice?: string | undefined;
  /** Ends the message, after the advice: what others say of the failure. */
  evidence?: string | undefined;
}

/** JSON-RPC 2.0 section 5.1, without the message. */
export interface RpcError {
  code: number;
  data?: unknown;
}

/** A failure the model should read and act on; the text of any other error stays in the log. */
export class ToolError extends Error {
  override name = 'ToolError';
  readonly [TOOL_ERROR] = true;
  /** Where the person can do something about it, with a browser. */
  readonly url: string | undefined;
  /** What the model gets after the message. */
  readonly content: readonly ContentBlock[];
  readonly isMissing: boolean;
  readonly rpc: RpcError | undefined;
  /** The message without the advice. */
  readonly facts: string;

  constructor(
    message: string,
    { url, content = [], isMissing = false, rpc, advice, evidence, ...options }: ToolErrorOptions = {}, // prettier-ignore
  ) {
    super([message, advice, evidence].filter(Boolean).join(' '), options);
    this.facts = [message, evidence].filter(Boolean).join(' ');
    this.url = url;
    this.content = content;
    this.isMissing = isMissing;
    this.rpc = rpc;
  }

  /** Also where the error is of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== ToolError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && TOOL_ERROR in value;
  }
}
