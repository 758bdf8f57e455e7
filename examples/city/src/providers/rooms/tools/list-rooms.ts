import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listRooms } from '../api/list-rooms.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  building: z.string().max(8).optional().describe('Code of a building, such as "HQ".'),
  seats: integer().min(1).optional().describe('Seats that are needed.'),
  limit: z.int().min(1).max(1000).default(20).describe('How many items to return in all.'),
});

export const output = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string().nullish(),
          name: z.string().nullish(),
          seats: integer().nullish(),
          building: z
            .object({ code: z.string().nullish(), address: z.string().nullish() })
            .nullish(),
        })
        .nullable(),
    )
    .optional(),
});

export const listRoomsTool = tool({
  name: 'list_rooms',
  title: 'List rooms',
  description: 'Meeting rooms, by building and number of seats.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listRooms,
});
