import * as z from 'zod';
import { deleteLoan } from '../api/delete-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a loan.'),
});

export const deleteLoanTool = tool({
  name: 'delete_loan',
  title: 'Delete a loan',
  description: 'Delete a loan.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: deleteLoan,
});
