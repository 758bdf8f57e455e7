import { path, select } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { booking } from '../schemas/booking.js';

export const bookRoom = tool({
  name: 'book_room',
  title: 'Book room',
  description: 'Books a room, if it is free. The attendees get an invitation.',
  input: z.strictObject({
    room_id: z.string().describe('ID of a room.'),
    start: z.iso.datetime({ offset: true }).describe('Start of the booking.'),
    end: z.iso.datetime({ offset: true }).describe('End of the booking.'),
    attendees: z
      .array(z.string().meta({ format: 'email' }))
      .max(50)
      .optional()
      .describe('Email addresses of the people who are invited.'),
    note: z.string().max(500).nullish().describe('Text for the attendees.'),
  }),
  output: booking,
  annotations: { destructiveHint: false },
  async run({ room_id, ...body }, { api }) {
    const response = await api({
      method: 'POST',
      path: path`/rooms/${room_id}/bookings`,
      idempotencyKey: 'Idempotency-Key',
      body,
    });
    return select(response.body, { exclude: ['replaces'] });
  },
});
