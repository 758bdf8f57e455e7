import * as z from 'zod';
import { bookRoom } from '../api/book-room.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  room_id: z.string().min(1).describe('The room.'),
  start: z.string().meta({ format: 'date-time', description: 'Start of the hour.' }),
});

export const output = z.object({
  booking_id: z.string(),
});

export const bookRoomTool = tool({
  name: 'book_room',
  title: 'Book room',
  description: 'Book a meeting room for one hour.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: bookRoom,
});
