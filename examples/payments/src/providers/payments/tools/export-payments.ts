import { finished } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const exportPayments = tool({
  name: 'export_payments',
  title: 'Export payments',
  description: 'Write the payments of a month to a file.',
  input: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .describe('Such as "2026-06".'),
  }),
  output: z.object({
    url: z.string().meta({ format: 'uri' }),
  }),
  annotations: { destructiveHint: false },
  task: 'required',
  run: (body, context) =>
    finished(
      context,
      { method: 'POST', path: '/exports', body },
      { path: '/exports/{id}', state: 'phase', done: ['written'], failed: ['lost'] },
    ),
});
