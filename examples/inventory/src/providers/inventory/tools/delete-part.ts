import { integer } from 'mcp-provider';
import * as z from 'zod';
import { deletePart } from '../api/delete-part.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: integer().meta({ examples: [2], description: 'Part to delete.' }),
});

export const output = z.object({
  affected: integer(),
});

export const deletePartTool = tool({
  name: 'delete_part',
  title: 'Delete part',
  description: 'Remove a part for good.',
  input,
  output,
  annotations: { destructiveHint: true, openWorldHint: false },
  confirm: ({ id }) => `Delete part ${id}?`,
  run: deletePart,
});
