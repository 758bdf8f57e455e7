import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';

export const getMember = tool({
  name: 'get_member',
  title: 'Get a member',
  description: 'Returns one member, with name and email address.',
  input: z.strictObject({
    id: z.string().describe('ID of a member.'),
  }),
  output: member,
  annotations: { readOnlyHint: true },
  run: ({ id }, { api }) => api({ method: 'GET', path: path`/members/${id}` }),
});
