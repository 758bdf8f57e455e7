import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';

const statement = `update parts set state = 'reserved'
where id = :id and owner = :principal.user_id and state = 'in stock'`;

export const reservePart = tool({
  name: 'reserve_part',
  title: 'Reserve part',
  description: 'Reserve a part that is in stock.',
  input: z.strictObject({
    id: z.int().meta({ examples: [1], description: 'Part to reserve.' }),
  }),
  output: z.object({
    id: z.int().describe('ID of the part.'),
    state: z.enum(['in stock', 'reserved']).describe('Whether it is free.'),
  }),
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: false },
  run: database.change(statement, {
    then: 'select id, state from parts where id = :id and owner = :principal.user_id',
    noMatch: 'No part with this ID is in stock.',
  }),
});
