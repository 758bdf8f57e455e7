import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { note } from '../schemas/note.js';

export const addNote = tool({
  name: 'add_note',
  title: 'Add note',
  description: 'Add a note.',
  input: z.strictObject({
    title: z.string().min(1).describe('Title, in a few words.'),
    text: z.string().describe('Text of the note.'),
  }),
  output: note,
  annotations: { destructiveHint: false },
  run: (body, { api }) => api({ method: 'POST', path: '/notes', body }),
});
