import { integer } from 'mcp-provider';
import * as z from 'zod';
import { bookRoom } from '../api/book-room.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  room_id: z.string().describe('ID of a room.'),
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({
      format: 'uuid',
      description: 'A new UUID for each booking; a repeated one books nothing.',
    }),
  start: z.string().meta({ description: 'Start of the booking.', format: 'date-time' }),
  end: z.string().meta({ description: 'End of the booking.', format: 'date-time' }),
  attendees: z
    .array(z.string().meta({ format: 'email' }))
    .max(50)
    .optional()
    .describe('Email addresses of the people who are invited.'),
  note: z.string().max(500).nullish().describe('Text for the attendees.'),
});

export const output = z.object({
  id: z.string().nullish(),
  room: z
    .object({
      id: z.string().nullish(),
      name: z.string().nullish(),
      seats: integer().nullish(),
      building: z.object({ code: z.string().nullish(), address: z.string().nullish() }).nullish(),
      internal_code: z.string().nullish(),
    })
    .nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
  replaces: z.looseObject({}).optional(),
});

export const bookRoomTool = tool({
  name: 'book_room',
  title: 'Book room',
  description: 'Book room.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: bookRoom,
});
