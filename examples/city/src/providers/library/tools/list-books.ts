import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listBooks } from '../api/list-books.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  q: z.string().optional().describe('Words to search for.'),
  limit: integer().max(500).default(20).describe('How many items to return in all.'),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          title: z.string().nullish().describe('Title of the book.'),
          isbn: z.string().nullish().describe('ISBN with 13 digits.'),
          language: z.string().nullish().describe('Language code, such as "de".'),
        })
        .nullable()
        .describe('A title of the collection, in all of its editions.'),
    )
    .optional(),
});

export const listBooksTool = tool({
  name: 'list_books',
  title: 'List books',
  description: 'List books.',
  input,
  output,
  annotations: { readOnlyHint: true },
  keywords: ['novel', 'title', 'search'],
  run: listBooks,
});
