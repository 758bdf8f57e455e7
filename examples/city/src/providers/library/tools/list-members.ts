import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listMembers } from '../api/list-members.js';
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
          name: z.string().nullish().describe('First and last name.'),
          email: z.string().nullish().describe('Email address of the member.'),
        })
        .nullable()
        .describe('A person with a library card.'),
    )
    .optional(),
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
