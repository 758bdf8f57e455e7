import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';

export const addMember = tool({
  name: 'add_member',
  title: 'Add a member',
  description: 'Adds a member, who gets a library card.',
  input: z.strictObject({
    name: z.string().describe('First and last name.'),
    email: z.string().describe('Email address of the member.'),
  }),
  output: member,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/members', body }),
});
