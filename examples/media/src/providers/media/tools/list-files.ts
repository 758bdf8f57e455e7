import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listFiles } from '../api/list-files.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  tags: z.array(z.string()).optional().describe('Only files with all of these tags.'),
  limit: z.int().min(1).max(500).default(50).describe('How many files to return at most.'),
});

export const output = z.object({
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      size: integer().optional().describe('In bytes.'),
    }),
  ),
});

export const listFilesTool = tool({
  name: 'list_files',
  title: 'List files',
  description: 'Files by name.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listFiles,
});
