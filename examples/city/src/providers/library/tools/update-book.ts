import * as z from 'zod';
import { updateBook } from '../api/update-book.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a book.'),
  title: z.string().optional().describe('Title of the book.'),
  isbn: z.string().optional().describe('ISBN with 13 digits.'),
  language: z.string().optional().describe('Language code, such as "de".'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    title: z.string().nullish().describe('Title of the book.'),
    isbn: z.string().nullish().describe('ISBN with 13 digits.'),
    language: z.string().nullish().describe('Language code, such as "de".'),
  })
  .describe('A title of the collection, in all of its editions.');

export const updateBookTool = tool({
  name: 'update_book',
  title: 'Update a book',
  description: 'Update a book.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateBook,
});
