import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { note } from '../schemas/note.js';

export const searchNotes = tool({
  name: 'search_notes',
  title: 'Search notes',
  description: 'Notes that contain a text, in the title or below it.',
  input: z.strictObject({
    text: z.string().min(1).describe('Text to search for.'),
  }),
  output: z.object({
    notes: z.array(note),
  }),
  annotations: { readOnlyHint: true },
  async run(query, { api }) {
    const response = await api({ method: 'GET', path: '/notes', query });
    return { notes: response.body };
  },
});
