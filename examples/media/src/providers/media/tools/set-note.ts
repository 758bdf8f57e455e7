import * as z from 'zod';
import { setNote } from '../api/set-note.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  file_id: z.string().describe('File to describe.'),
  note: z.string().describe('The note, in Markdown.'),
});

export const setNoteTool = tool({
  name: 'set_note',
  title: 'Set note',
  description: 'Attach a note to a file.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: setNote,
});
