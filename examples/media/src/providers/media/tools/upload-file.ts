import { integer } from 'mcp-provider';
import * as z from 'zod';
import { uploadFile } from '../api/upload-file.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  content: z.string().describe('Content of the file, base64.'),
  file_name: z.string().min(1).max(200).describe('Such as "report.pdf".'),
  tags: z.array(z.string()).optional().describe('Tags to find it by.'),
  attributes: z.object({}).catchall(z.string()).optional().describe('Further properties.'),
});

export const output = z.object({
  id: z.string(),
  name: z.string(),
  size: integer().optional().describe('In bytes.'),
});

export const uploadFileTool = tool({
  name: 'upload_file',
  title: 'Upload file',
  description: 'Store a file with its tags.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: uploadFile,
});
