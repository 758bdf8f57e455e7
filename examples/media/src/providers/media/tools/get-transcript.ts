import * as z from 'zod';
import { getTranscript } from '../api/get-transcript.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  file_id: z.string().describe('File to read.'),
});

export const getTranscriptTool = tool({
  name: 'get_transcript',
  title: 'Get transcript',
  description: 'Text of an audio file.',
  input,
  annotations: { readOnlyHint: true },
  run: getTranscript,
});
