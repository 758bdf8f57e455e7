import * as z from 'zod';
import { addLoan } from '../api/add-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
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

export const addLoanTool = tool({
  name: 'add_loan',
  title: 'Add a loan',
  description: 'Add a loan.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addLoan,
});
