import * as z from 'zod';
import { updateBook } from '../api/update-book.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
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

export const updateBookTool = tool({
  name: 'update_book',
  title: 'Update a book',
  description: 'Update a book.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateBook,
});
