import { defineTool } from '../define/define.js';
import type { Tool } from '../define/definitions.js';
import { ToolError } from '../result/tool-error.js';
import { describeToolDefinition, largeToolsOf } from '../schema/describer.js';
import { listedTool } from './lists.js';

/** Adds a tool that describes the provider's tools with `large`, if there are any. */
export function withDescriber(
  { name, title = name }: { name: string; title?: string | undefined },
  tools: ReadonlyMap<string, Tool>,
): ReadonlyMap<string, Tool> {
  const large = largeToolsOf(tools);
  if (large.length === 0) return tools;
  const describe = defineTool({
    ...describeToolDefinition(title),
    run: async ({ tool: toolName }, { principal }) => {
      const visibleTools = large.filter((tool) => !tool.isHiddenFrom?.(principal));
      const tool = visibleTools.find((visibleTool) => visibleTool.name === toolName);
      if (tool) return { name: toolName, inputSchema: listedTool(tool).inputSchema };
      const names = visibleTools.map((visibleTool) => visibleTool.name).join(', ');
      throw new ToolError(`The list has all arguments of tools other than: ${names}.`);
    },
  });
  return new Map([...tools, [describe.name, describe]]);
}
