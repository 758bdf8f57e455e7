import * as z from 'zod';
import { searchNotes } from '../api/search-notes.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  text: z.string().min(1).describe('Text to search for.'),
});

export const output = z.object({
  notes: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
});

export const searchNotesTool = tool({
  name: 'search_notes',
  title: 'Search notes',
  description: 'Notes that contain a text, in the title or below it.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: searchNotes,
});
