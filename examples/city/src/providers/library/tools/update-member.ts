import * as z from 'zod';
import { updateMember } from '../api/update-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a member.'),
  name: z.string().optional().describe('First and last name.'),
  email: z.string().optional().describe('Email address of the member.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish().describe('First and last name.'),
    email: z.string().nullish().describe('Email address of the member.'),
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
