import * as z from 'zod';
import { renewLoan } from '../api/renew-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
  days: z.int().min(1).max(28).optional(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    due: z.string().nullish(),
    returned: z.boolean().nullish(),
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
