import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getTranscript = tool({
  name: 'get_transcript',
  title: 'Get transcript',
  description: 'Text of an audio file.',
  input: z.strictObject({
    file_id: z.string().describe('File to read.'),
  }),
  annotations: { readOnlyHint: true },
  async run({ file_id }, { api }) {
    const response = await api({
      method: 'GET',
      path: path`/files/${file_id}/transcript`,
      headers: { accept: 'text/plain' },
    });
    // As the API sent it, also where it is JSON.
    return response.text ?? response.body;
  },
});
