import { collect, list, offsets } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { fileOutput } from '../schemas/file-output.js';

const page = offsets({
  items: 'entries',
  total: 'total_count',
  parameter: 'offset',
  size: { parameter: 'limit', max: 100 },
});

export const listFiles = tool({
  name: 'list_files',
  title: 'List files',
  description: 'Files by name.',
  input: z.strictObject({
    tags: z.array(z.string()).optional().describe('Only files with all of these tags.'),
    limit: z.int().min(1).max(500).default(50).describe('How many files to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    files: z.array(fileOutput),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, tags }, context) =>
    collect(
      context,
      { method: 'GET', path: '/files', query: { tags: list(tags) } },
      { limit, cursor, page, name: 'files' },
    ),
});
