import { changes, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';

export const updateBook = tool({
  name: 'update_book',
  title: 'Update a book',
  description: 'Update a book.',
  input: z.strictObject({
    id: z.string().describe('ID of a book.'),
    title: z.string().optional().describe('Title of the book.'),
    isbn: z.string().optional().describe('ISBN with 13 digits.'),
    language: z.string().optional().describe('Language code, such as "de".'),
  }),
  output: book,
  annotations: { destructiveHint: true },
  run: ({ id, ...body }, { api }) =>
    api({ method: 'PATCH', path: path`/books/${id}`, body: changes(body) }),
});
