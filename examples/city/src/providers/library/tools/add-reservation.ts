import * as z from 'zod';
import { addReservation } from '../api/add-reservation.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  book_id: z.string().optional().describe('ID of the reserved book.'),
  until: z
    .string()
    .optional()
    .meta({ description: 'Last day of the reservation.', format: 'date' }),
});

export const output = z
  .object({
    id: z.string().nullish(),
    book_id: z.string().nullish().describe('ID of the reserved book.'),
    until: z.string().nullish().describe('Last day of the reservation.'),
  })
  .describe('A book that a member waits for.');

export const addReservationTool = tool({
  name: 'add_reservation',
  title: 'Add a reservation',
  description: 'Add a reservation.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: addReservation,
});
