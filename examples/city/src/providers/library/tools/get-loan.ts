import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';

export const getLoan = tool({
  name: 'get_loan',
  title: 'Get a loan',
  description: 'Returns one loan, with its last day.',
  input: z.strictObject({
    id: z.string().describe('ID of a loan.'),
  }),
  output: loan,
  annotations: { readOnlyHint: true },
  run: ({ id }, { api }) => api({ method: 'GET', path: path`/loans/${id}` }),
});
