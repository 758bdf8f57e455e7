import * as z from 'zod';
import { integer } from '../../../core/integer.js';
import { listRooms } from '../api/list-rooms.js';
import { tool } from '../mcp-instance.js';

export const listRoomsTool = tool({
  name: 'list_rooms',
  title: 'List rooms',
  description: 'Rooms that the person belongs to. Reads as many pages as the limit asks for.',
  input: z.object({
    archived: z.boolean().default(false).describe('Archived rooms as well.'),
    limit: z.int().min(1).max(500).default(50).describe('How many rooms to return at most.'),
  }),
  output: z.object({
    rooms: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        topic: z.string().optional(),
        member_count: integer().optional(),
      }),
    ),
  }),
  annotations: { readOnlyHint: true },
  run: listRooms,
});
