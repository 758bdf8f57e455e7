import * as z from 'zod';
import { updateReservation } from '../api/update-reservation.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  id: z.string(),
  book_id: z.string().optional(),
  until: z.string().optional().meta({ format: 'date' }),
});

export const output = z
  .object({
    id: z.string().nullish(),
    book_id: z.string().nullish(),
    until: z.string().nullish(),
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
