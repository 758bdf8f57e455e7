import * as z from 'zod';
import { updateMember } from '../api/update-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
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

export const updateMemberTool = tool({
  name: 'update_member',
  title: 'Update a member',
  description: 'Update a member.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateMember,
});
