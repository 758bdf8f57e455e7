import * as z from 'zod';
import { addLoan } from '../api/add-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
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

export const addLoanTool = tool({
  name: 'add_loan',
  title: 'Add a loan',
  description: 'Add a loan.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addLoan,
});
