import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';

export const updateBook = tool({
  name: 'update_book',
  title: 'Update a book',
  description: 'Changes the stated fields of a book; the others stay.',
  input: z.strictObject({
    id: z.string().describe('ID of a book.'),
    title: z.string().optional().describe('New title.'),
    isbn: z.string().optional().describe('New ISBN with 13 digits.'),
    language: z.string().optional().describe('New language code, such as "de".'),
  }),
  output: book,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/books/${id}`, body: changes(body) }),
});
