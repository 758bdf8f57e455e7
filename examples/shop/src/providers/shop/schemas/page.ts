import * as z from 'zod';

export const page = {
  limit: z.int().min(1).max(100).default(20).describe('Rows on a page.'),
  cursor: z.string().optional().describe('`next_cursor` of the previous page.'),
};
