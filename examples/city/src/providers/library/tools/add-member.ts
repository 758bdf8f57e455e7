import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';

export const addMember = tool({
  name: 'add_member',
  title: 'Add a member',
  description: 'Add a member.',
  input: z.strictObject({
    name: z.string().optional().describe('First and last name.'),
    email: z.string().optional().describe('Email address of the member.'),
  }),
  output: member,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/members', body }),
});
