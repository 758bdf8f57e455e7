import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listLoans } from '../api/list-loans.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer().max(500).default(20).describe('How many items to return in all.'),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          due: z.string().nullish().describe('Last day of the loan.'),
          returned: z.boolean().nullish().describe('Whether the book is back.'),
        })
        .nullable()
        .describe('A copy that a member has borrowed.'),
    )
    .optional(),
});

export const listLoansTool = tool({
  name: 'list_loans',
  title: 'List loans',
  description: 'List loans.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listLoans,
});
