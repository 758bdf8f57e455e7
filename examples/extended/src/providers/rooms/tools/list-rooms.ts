import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listRooms } from '../api/list-rooms.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  building: z.string().min(1).describe('Code of the building.'),
});

export const output = z.object({
  rooms: z.array(z.object({ id: z.string(), name: z.string(), seats: integer().optional() })),
});

export const listRoomsTool = tool({
  name: 'list_rooms',
  title: 'List rooms',
  description: 'Meeting rooms of a building.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listRooms,
});
