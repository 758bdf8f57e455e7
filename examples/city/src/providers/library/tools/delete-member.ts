import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteMember = tool({
  name: 'delete_member',
  title: 'Delete a member',
  description: 'Deletes a member. Refused while they have loans.',
  input: z.strictObject({
    id: z.string().describe('ID of a member.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Delete member ${JSON.stringify(id)}?`,
  run: ({ id }, { api }) => api({ method: 'DELETE', path: path`/members/${id}` }),
});
