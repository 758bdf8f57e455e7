import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { book } from '../schemas/book.js';

export const addBook = tool({
  name: 'add_book',
  title: 'Add a book',
  description: 'Adds a book to the collection, with no copies yet.',
  input: z.strictObject({
    title: z.string().describe('Title of the book.'),
    isbn: z.string().describe('ISBN with 13 digits.'),
    language: z.string().optional().describe('Language code, such as "de".'),
  }),
  output: book,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/books', body }),
});
