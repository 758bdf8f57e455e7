import * as z from 'zod';
import { prompt } from '../mcp-instance.js';

export const sumUpPrompt = prompt({
  name: 'sum_up',
  title: 'Sum up',
  description: 'Sum up the notes about a subject.',
  args: z.object({
    subject: z.string().describe('Such as "export".'),
  }),
  render({ subject }) {
    return `Search the notes about ${subject} and sum them up in three sentences. Name the notes that you used.`;
  },
});
