import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteLoan = tool({
  name: 'delete_loan',
  title: 'Delete a loan',
  description: 'Deletes a loan that was entered by mistake.',
  input: z.strictObject({
    id: z.string().describe('ID of a loan.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Delete loan ${JSON.stringify(id)}?`,
  run: ({ id }, { api }) => api({ method: 'DELETE', path: path`/loans/${id}` }),
});
