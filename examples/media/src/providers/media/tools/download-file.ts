import * as z from 'zod';
import { downloadFile } from '../api/download-file.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  file_id: z.string().describe('File to read.'),
});

export const downloadFileTool = tool({
  name: 'download_file',
  title: 'Download file',
  description: 'Content of a file.',
  input,
  annotations: { readOnlyHint: true },
  run: downloadFile,
});
