import * as z from 'zod';
import { addBook } from '../api/add-book.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  title: z.string().optional(),
  isbn: z.string().optional(),
  language: z.string().optional(),
});

export const output = z
  .object({
    id: z.string().nullish(),
    title: z.string().nullish(),
    isbn: z.string().nullish(),
    language: z.string().nullish(),
  })
  .describe('A title of the collection, in all of its editions.');

export const addBookTool = tool({
  name: 'add_book',
  title: 'Add a book',
  description: 'Add a book.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addBook,
});
