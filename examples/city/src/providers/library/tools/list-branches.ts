import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listBranches } from '../api/list-branches.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer().max(500).default(20).describe('How many items to return in all.'),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          name: z.string().nullish().describe('Name of the branch.'),
          address: z.string().nullish().describe('Street, number and town.'),
        })
        .nullable()
        .describe('A building of the library.'),
    )
    .optional(),
});

export const listBranchesTool = tool({
  name: 'list_branches',
  title: 'List branches',
  description: 'List branches.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listBranches,
});
