import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';

export const addLoan = tool({
  name: 'add_loan',
  title: 'Add a loan',
  description: 'Adds a loan of a book to a member.',
  input: z.strictObject({
    book_id: z.string().describe('ID of the book.'),
    member_id: z.string().describe('ID of the member.'),
    due: z.iso.date().describe('Last day of the loan.'),
    returned: z.boolean().optional().describe('Whether the book is back.'),
  }),
  output: loan,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/loans', body }),
});
