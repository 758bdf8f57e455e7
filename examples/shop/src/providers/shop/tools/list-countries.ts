import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { country } from '../schemas/country.js';
import { page } from '../schemas/page.js';

export const listCountries = tool({
  name: 'list_countries',
  description: 'List countries.',
  input: z.strictObject(page),
  output: z.object({
    countries: z.array(country),
    next_cursor: z.string().optional(),
    truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('countries', 'select code, name from countries', {
    by: ['code'],
    shared: true,
  }),
});
