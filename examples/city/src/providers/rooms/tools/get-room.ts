import { integer } from 'mcp-provider';
import * as z from 'zod';
import { getRoom } from '../api/get-room.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  room_id: z.string().describe('ID of a room.'),
});

export const output = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  seats: integer().nullish(),
  building: z.object({ code: z.string().nullish(), address: z.string().nullish() }).nullish(),
});

export const getRoomTool = tool({
  name: 'get_room',
  title: 'Get room',
  description: 'Get room.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getRoom,
});
