import { file, multipart, part } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { fileOutput } from '../schemas/file-output.js';

export const uploadFile = tool({
  name: 'upload_file',
  title: 'Upload file',
  description: 'Store a file with its tags.',
  input: z.strictObject({
    content: z.string().describe('Content of the file, base64.'),
    file_name: z.string().min(1).max(200).describe('Such as "report.pdf".'),
    tags: z.array(z.string()).optional().describe('Tags to find it by.'),
    attributes: z.record(z.string(), z.string()).optional().describe('Further properties.'),
  }),
  output: fileOutput,
  annotations: { destructiveHint: false },
  run: ({ content, file_name, attributes, ...body }, { api }) =>
    api({
      method: 'POST',
      baseUrl: 'https://upload.media.example.com',
      path: '/files',
      body: multipart({
        ...body,
        file: file(content, { name: file_name }),
        attributes: part(attributes, 'application/json'),
      }),
    }),
});
