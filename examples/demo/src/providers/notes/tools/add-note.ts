import * as z from 'zod';
import { addNote } from '../api/add-note.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  title: z.string().min(1).describe('Title, in a few words.'),
  text: z.string().describe('Text of the note.'),
});

export const output = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
});

export const addNoteTool = tool({
  name: 'add_note',
  title: 'Add note',
  description: 'Add a note.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: addNote,
});
