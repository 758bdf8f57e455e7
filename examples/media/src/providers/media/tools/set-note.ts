import { path, text } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const setNote = tool({
  name: 'set_note',
  title: 'Set note',
  description: 'Set the note of a file, in place of the one before.',
  input: z.strictObject({
    file_id: z.string().describe('File to describe.'),
    note: z.string().describe('The note, in Markdown.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  run: ({ file_id, note }, { api }) =>
    api({ method: 'PUT', path: path`/files/${file_id}/note`, body: text(note, 'text/markdown') }),
});
