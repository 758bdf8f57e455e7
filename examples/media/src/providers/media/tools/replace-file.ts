import { integer } from 'mcp-provider';
import * as z from 'zod';
import { replaceFile } from '../api/replace-file.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  file_id: z.string().describe('File to replace.'),
  content: z.string().describe('New content, base64.'),
});

export const output = z.object({
  id: z.string(),
  name: z.string(),
  size: integer().optional().describe('In bytes.'),
});

export const replaceFileTool = tool({
  name: 'replace_file',
  title: 'Replace file',
  description: 'Replace the content of a file.',
  input,
  output,
  annotations: { destructiveHint: true, idempotentHint: true },
  run: replaceFile,
});
