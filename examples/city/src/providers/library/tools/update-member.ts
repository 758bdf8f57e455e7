import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';

export const updateMember = tool({
  name: 'update_member',
  title: 'Update a member',
  description: 'Changes the stated fields of a member; the others stay.',
  input: z.strictObject({
    id: z.string().describe('ID of a member.'),
    name: z.string().optional().describe('New first and last name.'),
    email: z.string().optional().describe('New email address.'),
  }),
  output: member,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/members/${id}`, body: changes(body) }),
});
