import * as z from 'zod';
import { renewLoan } from '../api/renew-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a loan.'),
  days: z.int().min(1).max(28).optional().describe('Days to add.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    due: z.string().nullish().describe('Last day of the loan.'),
    returned: z.boolean().nullish().describe('Whether the book is back.'),
  })
  .describe('A copy that a member has borrowed.');

export const renewLoanTool = tool({
  name: 'renew_loan',
  title: 'Renew a loan',
  description: 'Renew a loan.',
  input,
  output,
  annotations: { destructiveHint: true },
  keywords: ['extend', 'prolong'],
  run: renewLoan,
});
