import { form, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';

export const renewLoan = tool({
  name: 'renew_loan',
  title: 'Renew a loan',
  description: 'Renews a loan. Refused where someone waits for the book.',
  input: z.strictObject({
    id: z.string().describe('ID of a loan.'),
    days: z.int().min(1).max(28).describe('Days to add.'),
  }),
  output: loan,
  annotations: { destructiveHint: true },
  keywords: ['extend', 'prolong'],
  run: ({ id, ...body }, { api }) =>
    api({ method: 'POST', path: path`/loans/${id}/renewals`, body: form(body) }),
});
