import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getReport = tool({
  name: 'get_report',
  title: 'Get report',
  description: 'Figures of one month.',
  input: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .describe('Such as 2026-11.'),
  }),
  output: z.object({
    opened: z.int().describe('New tickets.'),
    solved: z.int().describe('Tickets that were solved.'),
    median_hours: z.number().optional().describe('Median of the hours until a ticket was solved.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ month }, { api }) => api({ method: 'GET', path: path`/reports/${month}` }),
});
