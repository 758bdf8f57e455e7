import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listBranches } from '../api/list-branches.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer()
    .max(50)
    .optional()
    .meta({ default: 20, description: 'Number of results on a page.' }),
  offset: integer()
    .optional()
    .meta({ default: 0, description: 'Number of results before the page.' }),
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
    .nullish(),
  total: integer().nullish(),
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
