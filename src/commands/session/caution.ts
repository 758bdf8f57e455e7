import type { Tool } from '@modelcontextprotocol/client';

/** Whether a call needs a confirmation. Without annotations, a tool may destroy (MCP, `ToolAnnotations`). */
export const mayDestroy = ({ annotations = {} }: Tool): boolean =>
  annotations.readOnlyHint !== true && annotations.destructiveHint !== false;
