import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { part } from '../schemas/part.js';

const statement = `select id, name, state, quantity, price
from parts
where owner = :principal.user_id
  and (:state is null or state = :state)`;

export const listParts = tool({
  name: 'list_parts',
  title: 'List parts',
  description: 'Parts, by name.',
  input: z.strictObject({
    state: z.enum(['in stock', 'reserved']).optional().describe('Only parts in this state.'),
    limit: z.int().min(1).max(100).default(20).describe('Parts on a page.'),
    cursor: z.string().optional().describe('The next_cursor of the page before.'),
  }),
  output: z.object({
    parts: z.array(part),
    next_cursor: z.string().optional().describe('For the next page; absent on the last.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('parts', statement, { by: ['name', 'id'], columns: { price: 'number' } }),
});
