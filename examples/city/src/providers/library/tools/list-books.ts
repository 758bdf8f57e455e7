import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';

export const listBooks = tool({
  name: 'list_books',
  title: 'List books',
  description: 'List books.',
  input: z.strictObject({
    q: z.string().optional().describe('Words to search for.'),
    limit: z.int().min(1).max(500).default(20).describe('How many at most; there may be more.'),
  }),
  output: z.object({
    items: z.array(book.describe('A title of the collection, in all of its editions.')),
  }),
  annotations: { readOnlyHint: true },
  keywords: ['novel', 'title', 'search'],
  run: async ({ limit, ...query }, context) => ({
    items: await collect(context, { method: 'GET', path: '/books', query }, { limit, page }),
  }),
});
