import * as z from 'zod';
import { deleteBook } from '../api/delete-book.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a book.'),
});

export const deleteBookTool = tool({
  name: 'delete_book',
  title: 'Delete a book',
  description: 'Delete a book.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: deleteBook,
});
