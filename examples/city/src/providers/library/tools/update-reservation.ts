import * as z from 'zod';
import { updateReservation } from '../api/update-reservation.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a reservation.'),
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

export const updateReservationTool = tool({
  name: 'update_reservation',
  title: 'Update a reservation',
  description: 'Update a reservation.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: updateReservation,
});
