import * as z from 'zod';
import { addMember } from '../api/add-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
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

export const addMemberTool = tool({
  name: 'add_member',
  title: 'Add a member',
  description: 'Add a member.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addMember,
});
