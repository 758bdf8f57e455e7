import { integer } from 'mcp-provider';
import * as z from 'zod';
import { getReport } from '../api/get-report.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).describe('Such as 2026-11.'),
});

export const output = z.object({
  opened: integer().describe('New tickets.'),
  solved: integer().describe('Tickets that were solved.'),
  median_hours: z.number().optional().describe('Hours until a ticket was solved.'),
});

export const getReportTool = tool({
  name: 'get_report',
  title: 'Get report',
  description: 'Figures of one month.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getReport,
});
