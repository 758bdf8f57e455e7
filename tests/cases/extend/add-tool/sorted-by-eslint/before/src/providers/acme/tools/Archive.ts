import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const archiveTool = tool({
  name: 'archive',
  description: 'Ours by now.',
  input: z.object({}),
  run: () => Promise.resolve('archived'),
});
