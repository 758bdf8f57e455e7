import * as z from 'zod';
import { listMembers } from '../api/list-members.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
  limit: z.int().min(1).max(1000).default(100).describe('How many members to return at most.'),
});

export const output = z.object({
  memberships: z.array(
    z.object({
      name: z.string(),
      role: z.string().optional(),
      member: z.object({ name: z.string(), type: z.string().optional() }).optional(),
    }),
  ),
});

export const listMembersTool = tool({
  name: 'list_members',
  title: 'List members',
  description: 'Members of a space.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listMembers,
});
