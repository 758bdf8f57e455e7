import type { Failure } from './call.js';
import { textBlock } from './content.js';
import type { WholeResult } from './define.js';

/** A failure as the model reads it, in the form of MCP `CallToolResult`. */
export const errorResult = ({ message, content = [] }: Failure): WholeResult => ({
  content: [textBlock(message), ...content],
  isError: true,
});
