import type { ContentBlock } from './content.js';

const TOOL_ERROR = Symbol.for('mcp-provider/tool-error@1');

export interface ToolErrorOptions extends ErrorOptions {
  url?: string | undefined;
  content?: readonly ContentBlock[];
  /** What was asked for does not exist: of a resource, the client gets the error for that. */
  isMissing?: boolean;
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

  constructor(
    message: string,
    { url, content = [], isMissing = false, ...options }: ToolErrorOptions = {},
  ) {
    super(message, options);
    this.url = url;
    this.content = content;
    this.isMissing = isMissing;
  }

  /** Also where the error is of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== ToolError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && TOOL_ERROR in value;
  }
}
