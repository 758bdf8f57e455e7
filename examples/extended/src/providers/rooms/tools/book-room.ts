import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const bookRoom = tool({
  name: 'book_room',
  title: 'Book room',
  description: 'Book a meeting room for one hour.',
  input: z.strictObject({
    room_id: z.string().min(1).describe('The room.'),
    start: z.iso.datetime({ offset: true }).describe('Start of the hour.'),
  }),
  output: z.object({
    booking_id: z.string(),
  }),
  annotations: { destructiveHint: true },
  run: ({ room_id, ...body }, { api }) =>
    api({ method: 'POST', path: path`/rooms/${room_id}/bookings`, body }),
});
