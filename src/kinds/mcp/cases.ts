import type { Bound, ToolCase } from '../../model/kind.js';
import { asksOf } from '../../source/sample/asks.js';
import { invalidArguments, sampleArguments } from '../../source/sample/sample.js';
import type { McpTool } from './spec.js';

/** A call of the fake server; undefined where no example fits its schema. */
export function toolCase({
  inputSchema,
  remoteTool,
  confirm,
}: Bound<McpTool, 'remoteTool'>): ToolCase | undefined {
  const args = sampleArguments(inputSchema);
  if (!args) return undefined;
  const invalid = invalidArguments(inputSchema);
  return {
    arguments: args,
    ...(invalid && { invalid }),
    ...asksOf(confirm, args),
    remoteTool,
  };
}
