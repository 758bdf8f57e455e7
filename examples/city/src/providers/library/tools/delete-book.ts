import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteBook = tool({
  name: 'delete_book',
  title: 'Delete a book',
  description: 'Deletes a book from the collection. Refused while a copy is on loan.',
  input: z.strictObject({
    id: z.string().describe('ID of a book.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Delete book ${JSON.stringify(id)}?`,
  run: ({ id }, { api }) => api({ method: 'DELETE', path: path`/books/${id}` }),
});
