import { binary, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { fileOutput } from '../schemas/file-output.js';

export const replaceFile = tool({
  name: 'replace_file',
  title: 'Replace file',
  description: 'Replace the content of a file.',
  input: z.strictObject({
    file_id: z.string().describe('File to replace.'),
    content: z.string().describe('New content, base64.'),
  }),
  output: fileOutput,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: ({ file_id, content }, { api }) =>
    api({
      method: 'PUT',
      baseUrl: 'https://upload.media.example.com',
      path: path`/files/${file_id}/content`,
      body: binary(content),
    }),
});
