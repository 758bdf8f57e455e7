import * as z from 'zod';
import { updateLoan } from '../api/update-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
  due: z.string().optional().meta({ format: 'date' }),
  returned: z.boolean().optional(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    due: z.string().nullish(),
    returned: z.boolean().nullish(),
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
