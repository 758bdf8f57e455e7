const TOOL_ERROR = Symbol.for('mcp-provider/tool-error@1');

/** A failure the model should read and act on; the text of any other error stays in the log. */
export class ToolError extends Error {
  override name = 'ToolError';
  readonly [TOOL_ERROR] = true;
  /** Where the person can do something about it, with a browser. */
  readonly url: string | undefined;

  constructor(message: string, options: ErrorOptions & { url?: string | undefined } = {}) {
    super(message, options);
    this.url = options.url;
  }

  /** Also where the error is of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== ToolError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && TOOL_ERROR in value;
  }
}
