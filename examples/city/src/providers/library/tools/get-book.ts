import * as z from 'zod';
import { getBook } from '../api/get-book.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a book.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    title: z.string().nullish().describe('Title of the book.'),
    isbn: z.string().nullish().describe('ISBN with 13 digits.'),
    language: z.string().nullish().describe('Language code, such as "de".'),
  })
  .describe('A title of the collection, in all of its editions.');

export const getBookTool = tool({
  name: 'get_book',
  title: 'Get a book',
  description: 'Get a book.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getBook,
});
