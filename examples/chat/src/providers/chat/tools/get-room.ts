import * as z from 'zod';
import { integer } from '../../../core/integer.js';
import { getRoom } from '../api/get-room.js';
import { tool } from '../mcp-instance.js';

export const getRoomTool = tool({
  name: 'get_room',
  title: 'Get room',
  description: 'One room.',
  input: z.object({
    room_id: z.string().min(1).describe('Id of the room.'),
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    topic: z.string().optional(),
    member_count: integer().optional(),
  }),
  annotations: { readOnlyHint: true },
  run: getRoom,
});
