import * as z from 'zod';
import { listRooms } from '../../api/list-rooms.js';
import { tool } from '../../mcp-instance.js';

export const listRoomsTool = tool({
  name: 'list_rooms',
  description: 'Ours by now.',
  input: z.object({ query: z.string().optional() }),
  run: listRooms,
});
