import * as z from 'zod';
import { DESCRIBER, DESCRIBES } from './first-levels.js';
import type { ListableTool } from './lists.js';

/** The tool that describes those that are `large`. @param title of the provider */
export const describer = (title: string) => ({
  name: DESCRIBER,
  title: `Describe tools of ${title}`,
  description: DESCRIBES,
  input: z.object({ tool: z.string().max(128).describe('Name of the tool.') }),
  annotations: { readOnlyHint: true, openWorldHint: false },
});

/** The tools that it describes; none where the provider has a tool of its name. */
export const describedAmong = <Tool extends ListableTool>(
  tools: ReadonlyMap<string, Tool>,
): Tool[] => (tools.has(DESCRIBER) ? [] : [...tools.values()].filter(({ large }) => large));
