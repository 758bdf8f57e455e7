import { defineTool } from './define.js';
import type { Tool } from './definitions.js';
import { describedAmong, describer } from './describer.js';
import { ToolError } from './tool-error.js';
import { jsonSchema } from './zod-json-schema.js';

/** The tools of a provider, and one that describes those that are `large`, if there are any. */
export function withDescriber(
  { name, title = name }: { name: string; title?: string | undefined },
  tools: ReadonlyMap<string, Tool>,
): ReadonlyMap<string, Tool> {
  const large = describedAmong(tools);
  if (large.length === 0) return tools;
  const describe = defineTool({
    ...describer(title),
    run: async ({ tool: wanted }, { principal }) => {
      const offered = large.filter((tool) => !tool.isHiddenFrom?.(principal));
      const tool = offered.find((one) => one.name === wanted);
      if (tool) return { name: wanted, inputSchema: jsonSchema(tool.input, 'input') };
      const names = offered.map((one) => one.name).join(', ');
      throw new ToolError(`The list has all arguments of tools other than: ${names}.`);
    },
  });
  return new Map([...tools, [describe.name, describe]]);
}
