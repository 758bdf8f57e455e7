import * as z from 'zod';
import { integer } from '../../../core/integer.js';
import { searchRooms } from '../api/search-rooms.js';
import { tool } from '../mcp-instance.js';

export const searchRoomsTool = tool({
  name: 'search_rooms',
  description: 'Rooms by a filter.',
  input: z.object({
    limit: integer().default(20),
  }),
  output: z.object({
    rooms: z.array(z.object({ id: z.string() })),
  }),
  annotations: { readOnlyHint: true },
  run: searchRooms,
});
