import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listMembers } from '../api/list-members.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer().max(50).default(20),
  offset: integer().default(0),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          name: z.string().nullish(),
          email: z.string().nullish(),
        })
        .nullable()
        .describe('A person with a library card.'),
    )
    .nullish(),
  total: integer().nullish(),
});

export const listMembersTool = tool({
  name: 'list_members',
  title: 'List members',
  description: 'List members.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listMembers,
});
