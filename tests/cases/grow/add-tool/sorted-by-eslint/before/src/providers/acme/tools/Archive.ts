import * as z from 'zod';
import { listRooms } from '../api/list-rooms.js';
import { tool } from '../mcp-instance.js';

export const archiveTool = tool({
  name: 'archive',
  description: 'Ours by now.',
  input: z.object({ query: z.string().optional() }),
  run: listRooms,
});
