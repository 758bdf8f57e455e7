import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteBranch = tool({
  name: 'delete_branch',
  title: 'Delete a branch',
  description: 'Deletes a branch. Its copies move to the main branch.',
  input: z.strictObject({
    id: z.string().describe('ID of a branch.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Delete branch ${JSON.stringify(id)}?`,
  run: ({ id }, { api }) => api({ method: 'DELETE', path: path`/branches/${id}` }),
});
