import * as z from 'zod';
import { addMember } from '../api/add-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  name: z.string().optional(),
  email: z.string().optional(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish(),
    email: z.string().nullish(),
  })
  .describe('A person with a library card.');

export const addMemberTool = tool({
  name: 'add_member',
  title: 'Add a member',
  description: 'Add a member.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addMember,
});
