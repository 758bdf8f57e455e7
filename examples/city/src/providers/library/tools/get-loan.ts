import * as z from 'zod';
import { getLoan } from '../api/get-loan.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a loan.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    due: z.string().nullish().describe('Last day of the loan.'),
    returned: z.boolean().nullish().describe('Whether the book is back.'),
  })
  .describe('A copy that a member has borrowed.');

export const getLoanTool = tool({
  name: 'get_loan',
  title: 'Get a loan',
  description: 'Get a loan.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getLoan,
});
