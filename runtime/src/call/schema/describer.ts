import * as z from 'zod';
import type { ListableTool } from '../lists/lists.js';
import { DESCRIBER, DESCRIBER_DESCRIPTION } from './first-levels.js';

/** Returns the definition of the tool that describes tools with `large`. @param title display name of the provider */
export const describeToolDefinition = (title: string) => ({
  name: DESCRIBER,
  title: `Describe tools of ${title}`,
  description: DESCRIBER_DESCRIPTION,
  input: z.object({ tool: z.string().max(128).describe('Name of the tool.') }),
  annotations: { readOnlyHint: true, openWorldHint: false },
});

/** Tools that `describe_tool` describes; empty if the provider has its own tool of that name. */
export const largeToolsOf = <Tool extends ListableTool>(
  tools: ReadonlyMap<string, Tool>,
): Tool[] => (tools.has(DESCRIBER) ? [] : [...tools.values()].filter(({ large }) => large));
