import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listParts } from '../api/list-parts.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  state: z.enum(['in stock', 'reserved']).optional().describe('Only parts in this state.'),
  limit: z.int().min(1).max(100).default(20).describe('Parts on a page.'),
  cursor: z.string().optional().describe('The next_cursor of the page before.'),
});

export const output = z.object({
  parts: z.array(
    z.object({
      id: integer(),
      name: z.string(),
      state: z.string(),
      quantity: integer(),
      price: z.number().nullable(),
    }),
  ),
  next_cursor: z.string().optional(),
});

export const listPartsTool = tool({
  name: 'list_parts',
  title: 'List parts',
  description: 'Parts, by name.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: listParts,
});
