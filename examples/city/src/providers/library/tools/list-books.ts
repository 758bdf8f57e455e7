import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';
import { searchArguments } from '../schemas/search-arguments.js';

export const listBooks = tool({
  name: 'list_books',
  title: 'List books',
  description: 'Lists the books of the collection, by title.',
  input: z.strictObject(searchArguments),
  output: z.object({
    items: z.array(book),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  keywords: ['novel', 'title', 'search'],
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/books', query },
      { limit, cursor, page, name: 'items' },
    ),
});
