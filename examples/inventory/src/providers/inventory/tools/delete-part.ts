import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';

export const deletePart = tool({
  name: 'delete_part',
  title: 'Delete part',
  description: 'Remove a part for good.',
  input: z.strictObject({
    id: z.int().meta({ examples: [2], description: 'Part to delete.' }),
  }),
  output: z.object({
    affected: z.int().describe('Number of deleted parts.'),
  }),
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Delete part ${id}?`,
  run: database.change('delete from parts where id = :id and owner = :principal.user_id', {
    noMatch: 'No part of yours has this ID.',
  }),
});
