import * as z from 'zod';
import { getReservation } from '../api/get-reservation.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string().describe('ID of a reservation.'),
});

export const output = z
  .object({
    id: z.string().nullish(),
    book_id: z.string().nullish().describe('ID of the reserved book.'),
    until: z.string().nullish().describe('Last day of the reservation.'),
  })
  .describe('A book that a member waits for.');

export const getReservationTool = tool({
  name: 'get_reservation',
  title: 'Get a reservation',
  description: 'Get a reservation.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getReservation,
});
