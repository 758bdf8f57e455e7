import * as z from 'zod';
import { getMember } from '../api/get-member.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a member.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish().describe('First and last name.'),
    email: z.string().nullish().describe('Email address of the member.'),
  })
  .describe('A person with a library card.');

export const getMemberTool = tool({
  name: 'get_member',
  title: 'Get a member',
  description: 'Get a member.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getMember,
});
