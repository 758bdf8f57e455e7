import * as z from 'zod';
import { updateLoan } from '../api/update-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a loan.'),
  due: z.string().optional().meta({ description: 'Last day of the loan.', format: 'date' }),
  returned: z.boolean().optional().describe('Whether the book is back.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    due: z.string().nullish().describe('Last day of the loan.'),
    returned: z.boolean().nullish().describe('Whether the book is back.'),
  })
  .describe('A copy that a member has borrowed.');

export const updateLoanTool = tool({
  name: 'update_loan',
  title: 'Update a loan',
  description: 'Update a loan.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateLoan,
});
