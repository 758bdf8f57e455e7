import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';

export const updateLoan = tool({
  name: 'update_loan',
  title: 'Update a loan',
  description: 'Changes the last day of a loan, or marks its copy as back.',
  input: z.strictObject({
    id: z.string().describe('ID of a loan.'),
    due: z.iso.date().optional().describe('New last day of the loan.'),
    returned: z.boolean().optional().describe('Whether the book is back.'),
  }),
  output: loan,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/loans/${id}`, body: changes(body) }),
});
