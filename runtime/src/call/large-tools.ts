import * as z from 'zod';
import type { Tool } from './define.js';
import { defineTool } from './define.js';
import { DESCRIBER, DESCRIBES } from './first-levels.js';
import { jsonSchema } from './lists.js';
import { ToolError } from './tool-error.js';

/** The tools of a provider, and one that describes those that are `large`, if there are any. */
export function withDescriber(
  { name, title = name }: { name: string; title?: string | undefined },
  tools: ReadonlyMap<string, Tool>,
): ReadonlyMap<string, Tool> {
  const large = [...tools.values()].filter((tool) => tool.large);
  if (large.length === 0 || tools.has(DESCRIBER)) return tools;
  const describe = defineTool({
    name: DESCRIBER,
    title: `Describe tools of ${title}`,
    description: DESCRIBES,
    input: z.object({ tool: z.string().max(128).describe('Name of the tool.') }),
    annotations: { readOnlyHint: true, openWorldHint: false },
    run: async ({ tool: wanted }, { principal }) => {
      const offered = large.filter((tool) => !tool.isHiddenFrom?.(principal));
      const tool = offered.find((one) => one.name === wanted);
      if (tool) return { name: wanted, inputSchema: jsonSchema(tool.input, 'input') };
      const names = offered.map((one) => one.name).join(', ');
      throw new ToolError(`The list has all arguments of tools other than: ${names}.`);
    },
  });
  return new Map([...tools, [DESCRIBER, describe]]);
}
