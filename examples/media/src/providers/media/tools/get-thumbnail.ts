import * as z from 'zod';
import { getThumbnail } from '../api/get-thumbnail.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  file_id: z.string().describe('File to show.'),
  width: z.int().min(16).max(1024).optional().meta({ default: 256, description: 'In pixels.' }),
});

export const getThumbnailTool = tool({
  name: 'get_thumbnail',
  title: 'Get thumbnail',
  description: 'Small picture of a file.',
  input,
  annotations: { readOnlyHint: true },
  run: getThumbnail,
});
