import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';

export const updateMember = tool({
  name: 'update_member',
  title: 'Update a member',
  description: 'Update a member.',
  input: z.strictObject({
    id: z.string().describe('ID of a member.'),
    name: z.string().optional().describe('First and last name.'),
    email: z.string().optional().describe('Email address of the member.'),
  }),
  output: member,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/members/${id}`, body: changes(body) }),
});
