import { integer } from 'mcp-provider';
import * as z from 'zod';
import { getPart } from '../api/get-part.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: integer().meta({ examples: [1], description: 'Part to return.' }),
});

export const output = z.object({
  id: integer(),
  name: z.string(),
  state: z.enum(['in stock', 'reserved']),
  quantity: integer(),
  price: z.number().nullable(),
  fragile: z.boolean(),
});

export const getPartTool = tool({
  name: 'get_part',
  title: 'Get part',
  description: 'One part.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getPart,
});
