import type { ToolCase } from '../../model/kind.js';
import { asksOf } from '../../source/sample/asks.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import type { McpTool } from './spec.js';

/** A call of the fake server; to do where the tool calls none of the server, or where no example fits its schema. */
export function toolCase({ inputSchema, remoteTool, confirm }: McpTool): ToolCase {
  const args = remoteTool === undefined ? undefined : sampleArguments(inputSchema);
  if (!args) return { todo: true };
  const invalid = invalidArguments(inputSchema);
  return {
    arguments: args,
    ...(invalid && { invalid }),
    ...asksOf(confirm, args),
    remoteTool,
  };
}
