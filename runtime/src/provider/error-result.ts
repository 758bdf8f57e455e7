import type { Outcome } from './call.js';
import { textBlock } from './content.js';
import type { WholeResult } from './define.js';

/** A failure as the model reads it, in the form of MCP `CallToolResult`. */
export const errorResult = ({
  message,
  content = [],
}: Extract<Outcome<never>, { ok: false }>): WholeResult => ({
  content: [textBlock(message), ...content],
  isError: true,
});
