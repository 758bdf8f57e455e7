import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';

export const getBook = tool({
  name: 'get_book',
  title: 'Get a book',
  description: 'Returns one book of the collection.',
  input: z.strictObject({
    id: z.string().describe('ID of a book.'),
  }),
  output: book,
  annotations: { readOnlyHint: true },
  run: ({ id }, { api }) => api({ method: 'GET', path: path`/books/${id}` }),
});
