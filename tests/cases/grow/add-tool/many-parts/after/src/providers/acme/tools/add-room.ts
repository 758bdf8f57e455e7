import * as z from 'zod';
import { addRoom } from '../api/add-room.js';
import { tool } from '../mcp-instance.js';

export const addRoomTool = tool({
  name: 'add_room',
  description: 'Add.',
  input: z.object({
    name: z.string(),
  }),
  annotations: { destructiveHint: true },
  run: addRoom,
});
