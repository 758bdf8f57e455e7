import * as z from 'zod';
import { listCountries } from '../api/list-countries.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  limit: z.int().min(1).max(100).default(20).describe('Countries on a page.'),
  cursor: z.string().optional().describe('`next_cursor` of the previous page.'),
});

export const output = z.object({
  countries: z.array(z.object({ code: z.string(), name: z.string() })),
  next_cursor: z.string().optional(),
  truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
});

export const listCountriesTool = tool({
  name: 'list_countries',
  description: 'List countries.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: listCountries,
});
