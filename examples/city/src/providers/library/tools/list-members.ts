import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listMembers } from '../api/list-members.js';
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
          name: z.string().nullish().describe('First and last name.'),
          email: z.string().nullish().describe('Email address of the member.'),
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
