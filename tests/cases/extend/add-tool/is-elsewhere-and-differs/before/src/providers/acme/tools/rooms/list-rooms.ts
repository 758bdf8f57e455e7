import * as z from 'zod';
import { listRooms } from '../../api/list-rooms.js';
import { tool } from '../../mcp-instance.js';

export const input = z.object({
  query: z.string().optional().describe('Part of the name'),
});

export const listRoomsTool = tool({
  name: 'list_rooms',
  description: 'Ours by now.',
  input,
  annotations: { readOnlyHint: true },
  run: listRooms,
});
